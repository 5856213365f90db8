package io.github.registryorg.mojo;

import java.util.ArrayList;
import java.util.List;

/**
 * The plugin's help: its goals in the order in which people use them, or all about one.
 *
 * @param plugin that is described
 * @param names by which its goals are run here
 * @param width of a line, in characters; a word that is longer is not broken
 * @param indent spaces by which each level is indented
 */
record HelpText(PluginDescription plugin, GoalNames names, int width, int indent) {

    /** Of the longest name of a goal, and two spaces. */
    private static final int NAME_LENGTH = 14;

    /** The part of the work that a goal is for. */
    private enum Place {
        CONTAINER("In a repository that builds a container:"),
        REGISTRY("In the repository of a registry:"),
        ANYWHERE("Anywhere:");

        private final String title;

        Place(String title) {
            this.title = title;
        }
    }

    /** Each goal in its place, with what it does and an example: {@code PLUGIN} is the plugin's full name. */
    private enum Step {
        PUBLISH(
                Place.CONTAINER,
                "publish",
                "Stores the blobs of an image, and writes its metadata.",
                "registry:publish -Dregistry.source=oci:target/image"),
        PULL_REQUEST(
                Place.CONTAINER,
                "pull-request",
                "Proposes what was published to the registry.",
                "registry:pull-request"),
        INIT(Place.REGISTRY, "init", "Writes the first files: pom.xml, CI and others.", "PLUGIN:init"),
        VALIDATE(
                Place.REGISTRY,
                "validate",
                "Checks the metadata, and that each blob exists.",
                "registry:validate -Dregistry.base=origin/main"),
        SITE(
                Place.REGISTRY,
                "site",
                "Makes the static site that clients pull from.",
                "registry:site -Dregistry.host=github-pages"),
        SERVE(Place.REGISTRY, "serve", "Serves the site on this machine.", "registry:serve"),
        DEPLOY(
                Place.REGISTRY,
                "deploy",
                "Sends the site to a bucket.",
                "registry:deploy -Dregistry.target=s3://acme-registry"),
        PROBE(
                Place.REGISTRY,
                "probe",
                "Reads a live registry as clients do.",
                "registry:probe -Dregistry.url=https://registry.acme.example"),
        IMPORT(
                Place.REGISTRY,
                "import",
                "Makes OCI content of metadata in the legacy format.",
                "registry:import -Dregistry.dryRun"),
        HELP(
                Place.ANYWHERE,
                "help",
                "Describes the goals and their parameters.",
                "registry:help -Ddetail -Dgoal=publish");

        private final Place place;
        private final String goal;
        private final String summary;
        private final String example;

        Step(Place place, String goal, String summary, String example) {
            this.place = place;
            this.goal = goal;
            this.summary = summary;
            this.example = example;
        }

        private static Step of(GoalDescription goal) {
            for (Step step : values()) {
                if (step.goal.equals(goal.name())) {
                    return step;
                }
            }
            throw new IllegalStateException("the goal " + goal.name() + " has no place in the help");
        }
    }

    /** A line for each goal, and an example. */
    List<String> overview() {
        List<String> lines = new ArrayList<>(title());
        for (Place place : Place.values()) {
            lines.add("");
            lines.add(place.title);
            for (Step step : Step.values()) {
                if (step.place == place) {
                    add(lines, 1, step.goal + " ".repeat(NAME_LENGTH - step.goal.length()) + step.summary);
                    lines.add(at(2) + example(step));
                }
            }
        }
        lines.add("");
        lines.add("All parameters of a goal:");
        lines.add(at(1) + "mvn " + names.of("help") + " -Ddetail -Dgoal=publish");
        if (names.hasPrefix()) {
            lines.add("Where no pom.xml has the plugin, instead of registry:GOAL:");
            lines.add(at(1) + "mvn " + names.plugin() + ":GOAL");
        } else {
            add(
                    lines,
                    0,
                    "mvn registry:GOAL works where the pom.xml has the plugin, and everywhere with this in settings.xml:");
            lines.add(at(1) + "<pluginGroups><pluginGroup>" + plugin.groupId() + "</pluginGroup></pluginGroups>");
        }
        return lines;
    }

    /** All about one goal. */
    List<String> goal(GoalDescription goal, boolean withParameters) {
        List<String> lines = new ArrayList<>(title());
        lines.add("");
        addGoal(lines, goal, withParameters);
        if (!withParameters) {
            lines.add("");
            lines.add(at(1) + "All its parameters: mvn " + names.of("help") + " -Ddetail -Dgoal=" + goal.name());
        }
        return lines;
    }

    /** All about all goals. */
    List<String> all() {
        List<String> lines = new ArrayList<>(title());
        plugin.goals().stream()
                .sorted((one, other) -> Step.of(one).compareTo(Step.of(other)))
                .forEach(goal -> {
                    lines.add("");
                    addGoal(lines, goal, true);
                });
        return lines;
    }

    private List<String> title() {
        List<String> lines = new ArrayList<>();
        lines.add(plugin.artifactId() + " " + plugin.version());
        add(lines, 1, plugin.description());
        return lines;
    }

    private void addGoal(List<String> lines, GoalDescription goal, boolean withParameters) {
        lines.add("registry:" + goal.name());
        add(lines, 1, goal.description());
        lines.add("");
        lines.add(at(1) + "Example: " + example(Step.of(goal)));
        if (withParameters) {
            lines.add("");
            lines.add(at(1) + "Parameters:");
            goal.parameters().forEach(parameter -> add(lines, parameter));
        }
    }

    private void add(List<String> lines, GoalDescription.Parameter parameter) {
        lines.add("");
        lines.add(at(2)
                + parameter.name()
                + (parameter.defaultValue() == null ? "" : " (Default: " + parameter.defaultValue() + ")"));
        if (parameter.deprecated() != null) {
            add(lines, 3, "Deprecated. " + parameter.deprecated());
        }
        add(lines, 3, parameter.description());
        if (parameter.since() != null) {
            lines.add(at(3) + "Since: " + parameter.since());
        }
        if (parameter.isRequired()) {
            lines.add(at(3) + "Required: Yes");
        }
        if (parameter.property() != null) {
            lines.add(at(3) + "User property: " + parameter.property());
        }
    }

    private String example(Step step) {
        return "mvn " + names.in(step.example.replace("PLUGIN", names.plugin()));
    }

    private String at(int level) {
        return " ".repeat(level * indent);
    }

    /** Breaks paragraphs into lines. */
    private void add(List<String> lines, int level, String text) {
        for (String paragraph : text.split("\n")) {
            StringBuilder line = new StringBuilder(at(level));
            boolean isEmpty = true;
            for (String word : paragraph.strip().split(" ")) {
                if (!isEmpty && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line = new StringBuilder(at(level));
                    isEmpty = true;
                }
                line.append(isEmpty ? "" : " ").append(word);
                isEmpty = false;
            }
            lines.add(line.toString());
        }
    }
}
