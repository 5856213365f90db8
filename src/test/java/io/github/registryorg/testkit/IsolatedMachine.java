package io.github.registryorg.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * A shell for what the documentation prints, with the paths, ports and names of hosts that it names: it has mounts, a
 * network and processes of its own, so that nobody else sees what it changes, and all that it started ends with it. It
 * reaches no other machine. Where this user may not make one, the test is reported as skipped.
 */
public final class IsolatedMachine implements AutoCloseable {

    private static final String[] NAMESPACES = {"unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"};

    private static final Path UNSTABLE = Path.of("target/unstable-clients").toAbsolutePath();

    /** Has files of its own below these. */
    private static final List<String> OWN = List.of("/etc/nginx", "/etc/apache2", "/etc/caddy", "/etc/ssl/private");

    private final Path directory;
    private final Process process;
    private final Writer input;
    private final BufferedReader exits;
    private final List<String> hosts;
    private String environment = "";
    private int scripts;

    private IsolatedMachine(Path directory, List<String> hosts, Process process) {
        this.directory = directory;
        this.hosts = hosts;
        this.process = process;
        this.input = process.outputWriter();
        this.exits = process.inputReader();
    }

    /**
     * Starts it.
     *
     * @param directory for all files that it has of its own
     * @param hosts names that are this machine for it
     */
    public static IsolatedMachine start(Path directory, String... hosts) {
        Prerequisite.check(isAllowed(), "this user may not make namespaces of mounts, network and processes");
        RealClient.of("ip");
        try {
            Path bin = Files.createDirectories(directory.resolve("bin"));
            Path home = Files.createDirectories(directory.resolve("home"));
            maven(bin, home);
            ProcessBuilder builder = new ProcessBuilder(NAMESPACES)
                    .redirectError(directory.resolve("machine.log").toFile());
            builder.command().addAll(List.of("--mount-proc", "bash", "--noprofile", "--norc"));
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(MAVEN|AWS|GIT|REGISTRY|XDG|DOCKER|CONTAINERS?)_.*"));
            builder.environment().put("HOME", home.toString());
            builder.environment().put("TMPDIR", directory.toString());
            builder.environment().put("PATH", bin + ":" + System.getenv("PATH") + ":" + UNSTABLE.resolve("bin"));
            builder.environment()
                    .put("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString());
            builder.environment().put("CONTAINERS_STORAGE_CONF", storage(directory));
            IsolatedMachine machine = new IsolatedMachine(directory, List.of(hosts), builder.start());
            machine.run(setup(directory, hosts));
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAllowed() {
        try {
            ProcessBuilder builder = new ProcessBuilder(NAMESPACES);
            builder.command().add("true");
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The mvn that scripts find: this build's, with its repository. */
    private static void maven(Path bin, Path home) throws IOException {
        if (System.getProperty("it.maven") == null) {
            return;
        }
        Path settings = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                Files.readString(Path.of(System.getProperty("it.settings")))
                        .replace("@localRepositoryUrl@", System.getProperty("it.localRepositoryUrl")));
        Path mvn = bin.resolve("mvn");
        Files.writeString(
                mvn,
                "#!/bin/sh\nMAVEN_OPTS=\"" + MavenRun.JVM + " $MAVEN_OPTS\" exec " + System.getProperty("it.maven")
                        + "/bin/mvn -B -s " + settings + " -Dmaven.repo.local=" + System.getProperty("it.repository")
                        + " \"$@\"\n");
        Assertions.assertTrue(mvn.toFile().setExecutable(true));
    }

    private static String storage(Path directory) throws IOException {
        return Files.writeString(
                        directory.resolve("storage.conf"),
                        "[storage]\ndriver = \"vfs\"\ngraphroot = \"" + directory.resolve("graph")
                                + "\"\nrunroot = \"/run/storage\"\n")
                .toString();
    }

    private static String setup(Path directory, String... hosts) throws IOException {
        Path table =
                Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost " + String.join(" ", hosts) + "\n");
        StringBuilder script = new StringBuilder("ip link set lo up\n");
        script.append("mount --bind ").append(table).append(" /etc/hosts\n");
        if (Files.exists(UNSTABLE)) {
            script.append("mount --bind ")
                    .append(table)
                    .append(' ')
                    .append(UNSTABLE.resolve("root/etc/hosts"))
                    .append('\n');
        }
        script.append("mount -t tmpfs -o mode=755 run /run; mkdir /run/lock\n");
        for (String path : OWN) {
            if (Files.isDirectory(Path.of(path))) {
                String own = "/run/own" + path;
                script.append("mkdir -p ")
                        .append(own)
                        .append("; cp -a ")
                        .append(path)
                        .append("/. ");
                script.append(own)
                        .append("; mount --bind ")
                        .append(own)
                        .append(' ')
                        .append(path)
                        .append('\n');
            }
        }
        Files.createDirectories(directory.resolve("srv"));
        script.append("mount --bind ").append(directory.resolve("srv")).append(" /srv; chmod 755 /srv\n");
        script.append("mount -t tmpfs -o mode=755 log /var/log; mkdir /var/log/nginx /var/log/apache2\n");
        return script.toString();
    }

    /**
     * Makes a certificate for its hosts, at {@code /etc/ssl/certs/registry.pem} with the key at {@code
     * /etc/ssl/private/registry.key}. Programs in Go, curl and Maven trust it from then on, and goals send requests to
     * these hosts.
     */
    public void certificate() {
        RealClient.of("openssl");
        Path certificate = directory.resolve("certs/registry.pem");
        Path trust = directory.resolve("trust.p12");
        run("mkdir " + certificate.getParent()
                + "\nopenssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=test"
                + " -addext subjectAltName=DNS:" + String.join(",DNS:", hosts)
                + " -keyout /etc/ssl/private/registry.key -out " + certificate
                + "\nkeytool -importcert -noprompt -alias test -storepass changeit -file " + certificate
                + " -keystore " + trust);
        run("mount --bind " + certificate.getParent() + " /etc/ssl/certs");
        environment = "export SSL_CERT_FILE=" + certificate + " CURL_CA_BUNDLE=" + certificate
                + " MAVEN_OPTS='-Djavax.net.ssl.trustStore=" + trust
                + " -Djavax.net.ssl.trustStorePassword=changeit -Dregistry.allowedHosts=" + String.join(",", hosts)
                + "'\n";
    }

    /** What it has at {@code /srv}. */
    public Path srv() {
        return directory.resolve("srv");
    }

    /** The home directory of whoever works at it. */
    public Path home() {
        return directory.resolve("home");
    }

    /** What it prints, both streams together, and its exit code. */
    public record Ended(int exit, String output) {}

    /** Runs a script in the home directory, by a bash that ends at the first command that fails; it must succeed. */
    public String run(String script) {
        Ended ended = end(script);
        Assertions.assertEquals(0, ended.exit(), () -> script + "\n" + ended.output());
        return ended.output();
    }

    /** Runs a script that must fail. */
    public String fail(String script) {
        Ended ended = end(script);
        Assertions.assertNotEquals(0, ended.exit(), () -> script + "\n" + ended.output());
        return ended.output();
    }

    private Ended end(String script) {
        scripts++;
        Path file = directory.resolve("script" + scripts + ".sh");
        Path output = directory.resolve("script" + scripts + ".log");
        try {
            Files.writeString(file, environment + script);
            input.write("cd " + home() + "; bash --noprofile --norc -eo pipefail " + file + " < /dev/null > " + output
                    + " 2>&1; echo $?\n");
            input.flush();
            String exit = exits.readLine();
            if (exit == null) {
                throw new AssertionError(
                        "the machine has ended: " + Files.readString(directory.resolve("machine.log")));
            }
            return new Ended(Integer.parseInt(exit), Files.readString(output).replaceAll("\u001b\\[[0-9;]*m", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
