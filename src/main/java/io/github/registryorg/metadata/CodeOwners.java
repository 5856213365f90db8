package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The file by which GitHub and GitLab ask for reviews, made from the {@link Owners} of a registry. The last line that
 * matches counts there, so each line has the owners of what is above it too. Users and teams of other forges, and apps,
 * which can't review, are not in it.
 */
public final class CodeOwners {

    /** Where it is made: the one place in which GitHub, GitLab, Forgejo and Gitea all look for it. */
    public static final String FILE = "CODEOWNERS";

    /** What the file begins with that may be made again. */
    public static final String MARK =
            "# Made from registry.yaml by registry:init, which makes it again when that changes.\n";

    /** Where forges look for it, in GitHub's order; GitLab's own place is last. */
    private static final List<String> PLACES =
            List.of(".github/CODEOWNERS", FILE, "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

    private static final String ALL = "*";
    private static final String APP = "[bot]";

    private final Owners owners;

    public CodeOwners(Owners owners) {
        this.owners = owners;
    }

    private record Line(int number, Set<String> names) {}

    /** The whole file. */
    public String text() {
        StringBuilder text = new StringBuilder(MARK);
        text.append("# The last line that matches counts, so each names the owners of what is above it too.\n");
        lines().forEach((path, names) ->
                text.append(path).append(' ').append(String.join(" ", names)).append('\n'));
        return text.toString();
    }

    /** What is below comes after what is above it, and what is meant by name after what a pattern means. */
    private Map<String, List<String>> lines() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        put(lines, ALL, owners.keepers());
        owners.namespaces().stream()
                .map(Owners.Namespace::pattern)
                .sorted()
                .forEach(pattern -> put(lines, "/" + pattern + "/", owners.of(pattern)));
        return lines;
    }

    private void put(Map<String, List<String>> lines, String path, List<Identity> identities) {
        List<String> names = identities.stream()
                .filter(identity -> identity.forge().equals(owners.home())
                        && !identity.name().endsWith(APP))
                .map(identity -> "@" + identity.name())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            lines.put(path, names);
        }
    }

    /** Reports where the file that a registry has says something else. A registry without one has nothing to report. */
    public void compare(FileTree tree, Consumer<Problem> problems) {
        for (String place : PLACES) {
            try {
                Optional<byte[]> content = tree.read(place, FrontMatter.MAX_SIZE);
                if (content.isPresent()) {
                    compare(place, new String(content.get(), StandardCharsets.UTF_8), problems);
                    return;
                }
            } catch (RegistryException e) {
                problems.accept(e.problem().as(ProblemCode.OWNERS_DRIFT).at(place));
                return;
            }
        }
    }

    private void compare(String file, String text, Consumer<Problem> problems) {
        Map<String, Line> found = read(text);
        Map<String, List<String>> wanted = lines();
        wanted.forEach((path, names) -> {
            Line line = found.get(normal(path));
            Set<String> expected =
                    new TreeSet<>(names.stream().map(CodeOwners::lower).toList());
            if (line == null) {
                problems.accept(drift(file, 0, "has no line for " + path, names));
            } else if (!line.names().equals(expected)) {
                problems.accept(drift(
                        file,
                        line.number(),
                        "gives " + path + " to " + (line.names().isEmpty() ? "nobody" : String.join(" ", line.names())),
                        names));
            }
        });
        Set<String> known = wanted.keySet().stream().map(CodeOwners::normal).collect(Collectors.toSet());
        found.forEach((path, line) -> {
            if (!known.contains(path)
                    && !path.equals(ALL)
                    && NamePattern.reasonAgainst(path).isEmpty()) {
                problems.accept(drift(
                        file,
                        line.number(),
                        "has a line for " + path,
                        owners.of(new NamePattern(path)).stream()
                                .map(identity -> "@" + identity.name())
                                .toList()));
            }
        });
    }

    private static Problem drift(String file, int line, String what, List<String> names) {
        String policy = names.isEmpty() ? "names nobody there" : "names " + String.join(" ", names);
        return Problem.of(ProblemCode.OWNERS_DRIFT, file, what + ", and " + MetadataLayout.SETTINGS + " " + policy)
                .hint("Remove the file, and make it again (registry:init); or change the line. "
                        + MetadataLayout.SETTINGS
                        + " decides who may contribute, the file only who is asked for a review.")
                .at(new Location(file, line));
    }

    private static Map<String, Line> read(String text) {
        Map<String, Line> lines = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            // GitLab's sections have no path
            String content = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!content.isEmpty() && !content.startsWith("[") && !content.startsWith("^[")) {
                String[] words = content.split("\\s+");
                Set<String> names = new TreeSet<>();
                for (int i = 1; i < words.length; i++) {
                    names.add(lower(words[i]));
                }
                lines.put(normal(words[0]), new Line(number, names));
            }
        }
        return lines;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String normal(String path) {
        String below = path.startsWith("/") ? path.substring(1) : path;
        String whole = below.endsWith("/**") ? below.substring(0, below.length() - 2) : below;
        return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }
}
