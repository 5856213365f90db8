package io.github.registryorg.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A goal of the plugin as users run it: a Maven of its own, in a directory without a pom. */
public final class MavenRun {

    /** The options of Maven's JVM, where a run has none of its own. */
    public static final String JVM = System.getProperty("it.jvm", "");

    private static final int TIMEOUT_MINUTES = 5;
    private static final int POLL_MILLIS = 20;

    /** The exit code after {@code kill -9}. */
    private static final int KILLED = 128 + 9;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder servers = new StringBuilder();
    private String maven = System.getProperty("it.maven");
    private String repository = System.getProperty("it.repository");
    private @Nullable Path settings;

    private MavenRun(Path directory) {
        this.directory = directory;
    }

    /** A goal with its properties, {@code name=value}, without {@code registry.}. */
    public static MavenRun goal(Path directory, String goal, String... properties) {
        MavenRun run = new MavenRun(directory);
        run.arguments.add(System.getProperty("it.plugin") + ":" + goal);
        for (String property : properties) {
            run.arguments.add("-Dregistry." + property);
        }
        return run;
    }

    /** Phases, and goals of other plugins. */
    public static MavenRun of(Path directory, String... arguments) {
        MavenRun run = new MavenRun(directory);
        run.arguments.addAll(List.of(arguments));
        return run;
    }

    /** Another goal of the plugin after it, with the same properties. */
    public MavenRun then(String goal) {
        return with(System.getProperty("it.plugin") + ":" + goal);
    }

    public MavenRun with(String argument) {
        arguments.add(argument);
        return this;
    }

    public MavenRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** On this JDK, instead of the one that runs the tests. */
    public MavenRun on(Jdk jdk) {
        return jdk == Jdk.OWN ? this : environment("JAVA_HOME", jdk.home().toString());
    }

    /** With the Maven that is installed there, instead of the oldest that is supported. */
    public MavenRun maven(String home) {
        maven = home;
        return this;
    }

    /** With a local repository of its own, instead of the one that has the plugin of this build. */
    public MavenRun localRepository(Path directory) {
        repository = directory.toString();
        return this;
    }

    /** With these settings, instead of those by which it finds what the build has downloaded. */
    public MavenRun settings(Path file) {
        settings = file;
        return this;
    }

    /** Adds a server to the settings. */
    public MavenRun server(String id, String username, String password) {
        servers.append("<server><id>")
                .append(id)
                .append("</id><username>")
                .append(username)
                .append("</username><password>")
                .append(password)
                .append("</password></server>");
        return this;
    }

    /** The output of a run, both streams together, and its exit code. */
    public record Ended(int exit, String output) {

        public Ended succeeded() {
            Assertions.assertEquals(0, exit, output);
            return this;
        }

        /** Whether {@code kill -9} ended it. */
        public boolean wasKilled() {
            return exit == KILLED;
        }
    }

    /** A run in progress. */
    public record Started(Process process, Path log) {

        public String output() {
            try {
                // Maven ends its colours even where it used none
                return Files.readString(log, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Waits until it has printed this. */
        public void awaitSaid(String text) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIMEOUT_MINUTES);
            while (!output().contains(text)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    Assertions.fail("never printed \"" + text + "\":\n" + output());
                }
                pause(POLL_MILLIS);
            }
        }

        public Ended end() {
            try {
                if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    Assertions.fail("does not end:\n" + output());
                }
                return new Ended(process.exitValue(), output());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /** {@code kill -9}, whatever it is doing; nothing where it has ended. */
        public void kill() {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /**
         * {@code kill -9} as soon as something has happened.
         *
         * @return whether the run was killed, and had not ended before
         */
        public boolean killWhen(BooleanSupplier happened) {
            while (process.isAlive() && !happened.getAsBoolean()) {
                pause(1);
            }
            kill();
            return end().wasKilled();
        }

        private static void pause(long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    public Ended run() {
        return start().end();
    }

    /** What {@link #run} runs, for a shell; no argument has a quote. */
    public String command() {
        return "'" + String.join("' '", words()) + "'";
    }

    private List<String> words() {
        List<String> command = new ArrayList<>();
        command.add(maven + "/bin/mvn");
        command.add("-B");
        command.add("-s");
        command.add((settings == null ? settings() : settings).toString());
        command.add("-Dmaven.repo.local=" + repository);
        command.addAll(arguments);
        return command;
    }

    public Started start() {
        List<String> command = words();
        try {
            Path log = Files.createTempFile(directory, "maven", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_") || name.startsWith("AWS_"));
            builder.environment().put("MAVEN_OPTS", JVM);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Started(process, log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path settings() {
        try {
            String template = Files.readString(Path.of(System.getProperty("it.settings")), StandardCharsets.UTF_8);
            return Files.writeString(
                    Files.createTempFile(directory, "settings", ".xml"),
                    template.replace("@localRepositoryUrl@", System.getProperty("it.localRepositoryUrl"))
                            .replace("<profiles>", "<servers>" + servers + "</servers><profiles>"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
