package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.metadata.Rule.Right;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names of new repositories and namespaces that people take for others that exist: other separators, and letters and
 * digits that look alike.
 */
final class SimilarNames {

    /** Between letters, a separator is not seen; beside a digit, 3.10 is not 31.0. */
    private static final Pattern BETWEEN_LETTERS = Pattern.compile("(?<=[a-z])[-._]+(?=[a-z])");

    private static final Pattern SEPARATORS = Pattern.compile("[-._]+");

    private final FileTree base;
    private final Map<String, Names> names = new HashMap<>();

    /** The directories in one, and one of each kind that looks the same. */
    private record Names(Set<String> all, Map<String, String> bySight) {}

    /** @param base the registry without the new repository */
    SimilarNames(FileTree base) {
        this.base = base;
    }

    /** What is wrong with the name of a new repository; empty if nothing is like it. */
    Optional<Problem> problemOf(RepositoryName name) {
        String parent = "";
        for (String component : name.components()) {
            String path = parent.isEmpty() ? component : parent + "/" + component;
            Names known = names.computeIfAbsent(parent, this::names);
            if (!known.all.contains(component)) {
                return Optional.ofNullable(known.bySight.get(seen(component)))
                        .map(other ->
                                problem(name, path, path.substring(0, path.length() - component.length()) + other));
            }
            parent = path;
        }
        return Optional.empty();
    }

    private Names names(String parent) {
        Set<String> all = new HashSet<>();
        Map<String, String> bySight = new HashMap<>();
        for (Entry entry : base.list(parent)) {
            if (entry.isDirectory()) {
                all.add(entry.name());
                if (RepositoryName.isComponent(entry.name())) {
                    bySight.putIfAbsent(seen(entry.name()), entry.name());
                }
            }
        }
        return new Names(all, bySight);
    }

    private static Problem problem(RepositoryName name, String path, String other) {
        return Ruling.problem(
                        ProblemCode.NAME_SIMILAR,
                        Right.SIMILAR_NAMES,
                        name.name(),
                        "is new, and " + path + " looks like " + other + ", which the registry has",
                        "Give it another name, or ask a keeper of the registry to add it.")
                .at(name.name());
    }

    /** What people see of a component at a glance. */
    private static String seen(String component) {
        String joined = BETWEEN_LETTERS.matcher(component).replaceAll("");
        return SEPARATORS
                .matcher(joined)
                .replaceAll("-")
                .replace("rn", "m")
                .replace("vv", "w")
                .replace('0', 'o')
                .replace('1', 'l');
    }
}
