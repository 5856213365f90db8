package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.DocumentationPage.Fence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The goals and properties that the documentation names are those of the plugin, and all of them. */
class DocumentedGoalsTest {

    private static final Pattern PROPERTY =
            Pattern.compile("(?:-D|(?<![\\w./-]))registry\\.([a-z][A-Za-z]+)(?![\\w/])");

    /** Of names of files and hosts, and misspelt in an example. */
    private static final Set<String> OTHERS = Set.of(
            "yaml",
            "acme",
            "example",
            "schema",
            "pem",
            "key",
            "conf",
            "htpasswd",
            "users",
            "git",
            "hub",
            "hots",
            "mirror");

    /** Goals of this plugin on a command line, with its prefix or its full name. */
    private static final Pattern GOAL = Pattern.compile(
            "(?:^|\\s)(?:registry|io\\.github\\.registry-org:registry-maven-plugin(?::[^\\s:]+)?):([a-z-]+)(?=\\s|$)");

    private static Map<String, Set<String>> properties() {
        return PluginDescription.read().goals().stream()
                .collect(Collectors.toMap(
                        GoalDescription::name,
                        goal -> goal.parameters().stream()
                                .map(GoalDescription.Parameter::property)
                                .filter(property -> property != null && property.startsWith("registry."))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Set<String> allProperties() {
        return properties().values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void properties_thatAreDocumented_areThoseOfThePlugin() {
        Set<String> documented = new TreeSet<>();
        for (DocumentationPage page : DocumentationPage.all()) {
            PROPERTY.matcher(page.text())
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> !OTHERS.contains(name))
                    .forEach(name -> documented.add("registry." + name));
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(allProperties());
    }

    @Test
    void goals_ofThePlugin_haveARowInTheTable() {
        Set<String> rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                .matcher(DocumentationPage.ofSite("goals").text())
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> goals = new TreeSet<>(properties().keySet());
        goals.remove("help");
        assertThat(rows).containsAll(goals);
    }

    /** A command with a property that none of its goals has would do something else than the page says. */
    @Test
    void commands_ofThePlugin_haveItsGoalsAndTheirProperties() {
        Map<String, Set<String>> known = properties();
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (DocumentationPage page : DocumentationPage.all()) {
            for (String command : commands(page)) {
                List<String> goals = GOAL.matcher(command)
                        .results()
                        .map(goal -> goal.group(1))
                        .toList();
                commands += goals.size();
                Set<String> accepted = new TreeSet<>();
                for (String goal : goals) {
                    if (!known.containsKey(goal)) {
                        wrong.add(page.file() + ": no goal " + goal);
                    }
                    accepted.addAll(known.getOrDefault(goal, Set.of()));
                }
                Pattern.compile("-D(registry\\.\\w+)")
                        .matcher(command)
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !goals.isEmpty() && !accepted.contains(option.substring(2)))
                        .forEach(option -> wrong.add(page.file() + ": " + option + " of " + goals));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(commands).isGreaterThan(20);
    }

    /** Each of one line, with the lines that continue it. */
    private static List<String> commands(DocumentationPage page) {
        List<String> commands = new ArrayList<>();
        for (Fence fence : page.fences()) {
            fence.text()
                    .replace("\\\n", " ")
                    .lines()
                    .filter(line -> line.contains("mvn "))
                    .forEach(commands::add);
        }
        Pattern.compile("`(mvn [^`]+)`")
                .matcher(page.text())
                .results()
                .map(inline -> inline.group(1).replace('\n', ' '))
                .forEach(commands::add);
        return commands;
    }
}
