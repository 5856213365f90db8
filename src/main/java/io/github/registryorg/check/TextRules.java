package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.FrontMatter;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.MetadataPath;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.metadata.Rules;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Texts that people read are not too long, and show all that is in them. */
final class TextRules {

    private final Rules rules;
    private final FileTree before;
    private final FileTree after;
    private final Consumer<Problem> problems;

    TextRules(Rules rules, FileTree before, FileTree after, Consumer<Problem> problems) {
        this.rules = rules;
        this.before = before;
        this.after = after;
        this.problems = problems;
    }

    /**
     * Looks at what is changed.
     *
     * @param paths and whether they are there or gone
     * @param executable those that have got the executable bit
     */
    void check(SortedMap<String, Boolean> paths, Set<String> executable) {
        paths.forEach((path, isThere) -> {
            MetadataPath file = MetadataLayout.parse(path).orElseThrow();
            Optional<RepositoryName> name = file.repository();
            if (isThere && name.isPresent()) {
                RuleSet set = rules.of(name.get());
                if (executable.contains(path) && !set.permits(Permission.EXECUTABLE_FILES)) {
                    report(
                            Ruling.problem(
                                    ProblemCode.RULE_BROKEN,
                                    Permission.EXECUTABLE_FILES,
                                    path,
                                    "is executable",
                                    "Take the bit away (git update-index --chmod=-x FILE)."),
                            Location.of(path));
                }
                if (isText(file)) {
                    check(path, set);
                }
            }
        });
    }

    private static boolean isText(MetadataPath file) {
        return !file.isContent() && !(file instanceof MetadataPath.OtherFile);
    }

    private void check(String path, RuleSet set) {
        Optional<byte[]> fresh = changed(path);
        if (fresh.isEmpty()) {
            return;
        }
        Optional<byte[]> old = read(before, path);
        long size = fresh.get().length;
        long most = set.limit(Limit.PROSE);
        if (size > most && size > old.map(content -> content.length).orElse(0)) {
            report(
                    Ruling.problem(
                            ProblemCode.RULE_BROKEN,
                            Limit.PROSE,
                            path,
                            "has " + ByteCount.exact(size) + ", and " + ByteCount.exact(most) + " are allowed",
                            "Keep what readers of the page need, and link to the rest."),
                    Location.of(path));
        }
        if (!set.permits(Permission.HIDDEN_CHARACTERS)) {
            Map<Integer, Integer> hidden = hidden(path, fresh.get());
            old.ifPresent(
                    content -> hidden.keySet().removeAll(hidden(path, content).keySet()));
            hidden.forEach((character, line) -> report(
                    Ruling.problem(
                            ProblemCode.RULE_BROKEN,
                            Permission.HIDDEN_CHARACTERS,
                            path,
                            String.format("has the character U+%04X, which readers don't see", character),
                            "It can make a text look like another: remove it."),
                    new Location(path, line)));
        }
    }

    private void report(Problem problem, Location at) {
        problems.accept(problem.at(at));
    }

    /** What can't be read is reported by who needs it, but for a page of tags, which nobody does. */
    private Optional<byte[]> changed(String path) {
        try {
            return after.read(path, FrontMatter.MAX_SIZE);
        } catch (RegistryException e) {
            if (MetadataLayout.parse(path).orElseThrow() instanceof MetadataPath.MarkerFile) {
                e.problems().forEach(problems);
            }
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(FileTree tree, String path) {
        try {
            return tree.read(path, FrontMatter.MAX_SIZE);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** Each with the first line that has it, in the text itself or by an escape of YAML. */
    private static Map<Integer, Integer> hidden(String path, byte[] content) {
        Map<Integer, Integer> found = new TreeMap<>();
        collect(new String(content, StandardCharsets.UTF_8), found);
        try {
            FrontMatter keys = path.endsWith(".yaml")
                    ? FrontMatter.readYaml(path, content)
                    : FrontMatter.readMarkdown(path, content);
            keys.forEachText((text, line) -> text.codePoints()
                    .filter(TextRules::isHidden)
                    .forEach(character -> found.putIfAbsent(character, line)));
        } catch (RegistryException e) {
            // no front matter: reported where it is read
        }
        return found;
    }

    private static void collect(String text, Map<Integer, Integer> found) {
        int line = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (isHidden(character)) {
                found.putIfAbsent(character, line);
            }
            line += character == '\n' ? 1 : 0;
        }
    }

    /** Marks of direction for single words, and joiners, belong to Arabic, Hebrew, Indic scripts and emoji. */
    private static boolean isHidden(int character) {
        boolean isControl = Character.getType(character) == Character.CONTROL
                && character != '\n'
                && character != '\r'
                && character != '\t';
        boolean reverses = character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
        return isControl || reverses;
    }
}
