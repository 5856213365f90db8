package io.github.registryorg.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The steps of a job, read out of a CI's configuration as that CI would. */
public record CiSteps(List<Step> steps) {

    /**
     * One of them.
     *
     * @param script what bash runs
     * @param environment what the step adds to it, with expressions in it
     */
    record Step(String id, String script, Map<String, String> environment) {}

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *(.*?) *}}");

    /** A job of GitHub Actions, or of Forgejo's; steps that are actions are left out. */
    public static CiSteps github(Path workflow, String job) {
        List<Step> steps = new ArrayList<>();
        for (Object step : list(at(yaml(workflow), "jobs", job, "steps"))) {
            if (map(step).containsKey("uses")) {
                continue;
            }
            String id = map(step).get("id") instanceof String given ? given : "";
            steps.add(new Step(id, (String) at(step, "run"), texts(map(step).get("env"))));
        }
        return new CiSteps(steps);
    }

    /** A job of GitLab CI: its script is one shell, with the variables of the configuration and its own. */
    public static CiSteps gitlab(Path config, String job) {
        Object yaml = yaml(config);
        Map<String, String> environment = texts(map(yaml).get("variables"));
        environment.putAll(texts(map(at(yaml, job)).get("variables")));
        StringBuilder shell = new StringBuilder();
        for (Object line : list(at(yaml, job, "script"))) {
            shell.append(line).append('\n');
        }
        return new CiSteps(List.of(new Step("", shell.toString(), environment)));
    }

    /**
     * A job of CircleCI, with the environment of its executor and the commands of the configuration; steps of CircleCI's
     * own are left out.
     */
    public static CiSteps circleci(Path config, String job) {
        Object yaml = yaml(config);
        Object executor = at(yaml, "executors", (String) at(yaml, "jobs", job, "executor"));
        List<Step> steps = new ArrayList<>();
        addCircleci(steps, yaml, at(yaml, "jobs", job), texts(map(executor).get("environment")));
        return new CiSteps(steps);
    }

    private static void addCircleci(List<Step> steps, Object yaml, Object container, Map<String, String> environment) {
        for (Object step : list(at(container, "steps"))) {
            if (step instanceof Map<?, ?> own && own.containsKey("run")) {
                steps.add(new Step("", (String) at(step, "run", "command"), environment));
            } else if (map(yaml).get("commands") instanceof Map<?, ?> commands && commands.containsKey(step)) {
                addCircleci(steps, yaml, commands.get(step), environment);
            }
        }
    }

    /**
     * A job of Travis CI: all of it is one shell, in which a failure of {@code script} is remembered, and one of {@code
     * after_success} has no effect unless it ends the shell.
     */
    public static CiSteps travis(Path config, String job) {
        Object yaml = yaml(config);
        Object chosen = list(at(yaml, "jobs", "include")).stream()
                .filter(candidate -> map(candidate).get("name").equals(job))
                .findFirst()
                .orElseThrow();
        StringBuilder shell = new StringBuilder("set +eo pipefail\ntravis_terminate() { exit \"$1\"; }\n");
        for (Object variable : list(at(yaml, "env", "global"))) {
            shell.append("export ").append(variable).append('\n');
        }
        for (Object line : phase(yaml, chosen, "before_script")) {
            shell.append(line).append("\n[ $? -eq 0 ] || exit 1\n");
        }
        shell.append("failed=0\n");
        for (Object line : phase(yaml, chosen, "script")) {
            shell.append(line).append("\n[ $? -eq 0 ] || failed=1\n");
        }
        shell.append("[ $failed -eq 0 ] || exit 1\n");
        for (Object line : phase(yaml, chosen, "after_success")) {
            shell.append(line).append('\n');
        }
        return new CiSteps(List.of(new Step("", shell + "exit 0\n", Map.of())));
    }

    /** Its own, or that of all jobs; empty where there is none. */
    private static List<?> phase(Object yaml, Object job, String name) {
        Object own = map(job).get(name);
        Object lines = own == null ? map(yaml).get(name) : own;
        return lines == null ? List.of() : list(lines);
    }

    /** The exit code of a job, and its output. */
    public record Ended(int exit, String output) {}

    /**
     * Runs all steps until one fails.
     *
     * @param directory which is clean
     * @param environment that the CI gives to every step
     * @param expressions values of the CI's expressions, by how they are written
     */
    public Ended run(Path directory, Map<String, String> environment, Map<String, String> expressions) {
        StringBuilder printed = new StringBuilder();
        Map<String, String> known = new HashMap<>(expressions);
        try {
            for (Step step : steps) {
                Path output = Files.createTempFile(directory.getParent(), "output", "");
                Path script = Files.createTempFile(directory.getParent(), "step", ".sh");
                Path log = Files.createTempFile(directory.getParent(), "step", ".log");
                Files.writeString(script, step.script());
                ProcessBuilder builder = new ProcessBuilder(
                                "bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
                builder.environment()
                        .keySet()
                        .removeIf(name -> name.matches("(MAVEN|AWS|GIT|GITHUB|GITLAB|CI|CIRCLE|TRAVIS|REGISTRY)_.*"));
                builder.environment().putAll(environment);
                builder.environment().put("GITHUB_OUTPUT", output.toString());
                step.environment()
                        .forEach((name, value) -> builder.environment().put(name, filled(value, known)));
                Process process = builder.start();
                process.getOutputStream().close();
                int exit = process.waitFor();
                printed.append(withoutColours(log));
                if (exit != 0) {
                    return new Ended(exit, printed.toString());
                }
                for (String line : Files.readAllLines(output)) {
                    String[] pair = line.split("=", 2);
                    known.put("steps." + step.id() + ".outputs." + pair[0], pair[1]);
                }
            }
            return new Ended(0, printed.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String withoutColours(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static String filled(String value, Map<String, String> known) {
        return EXPRESSION.matcher(value).replaceAll(match -> {
            String expression = match.group(1);
            if (!known.containsKey(expression)) {
                throw new AssertionError("no value for " + expression);
            }
            return Matcher.quoteReplacement(known.get(expression));
        });
    }

    static Object yaml(Path file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object at(Object yaml, String... keys) {
        Object here = yaml;
        for (String key : keys) {
            here = map(here).get(key);
            if (here == null) {
                throw new AssertionError(key + " is not set");
            }
        }
        return here;
    }

    static Map<?, ?> map(Object yaml) {
        return (Map<?, ?>) yaml;
    }

    private static List<?> list(Object yaml) {
        return (List<?>) yaml;
    }

    private static Map<String, String> texts(Object yaml) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (yaml != null) {
            map(yaml).forEach((name, value) -> texts.put((String) name, String.valueOf(value)));
        }
        return texts;
    }
}
