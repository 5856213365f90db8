package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Names of files and directories that differ only in case, on the way to all that is changed. The other name may be in
 * any repository. Tags are left to the check of tags.
 */
final class CaseCheck {

    private final FileTree tree;
    private final Consumer<Problem> problems;

    public CaseCheck(FileTree tree, Consumer<Problem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** Reports each name on the way to these files that another one beside it equals but for its case. */
    public void check(Collection<String> paths) {
        Map<String, Set<String>> names = new TreeMap<>();
        for (String path : paths) {
            int start = 0;
            for (int end = path.indexOf('/'); start >= 0; start = end + 1, end = path.indexOf('/', start)) {
                String directory = start == 0 ? "" : path.substring(0, start - 1);
                names.computeIfAbsent(directory, none -> new TreeSet<>())
                        .add(path.substring(start, end < 0 ? path.length() : end));
                if (end < 0) {
                    break;
                }
            }
        }
        names.forEach(this::check);
    }

    private void check(String directory, Set<String> changed) {
        boolean hasTags = MetadataLayout.holdsTags(directory);
        Map<String, Entry> folded = new HashMap<>();
        for (Entry entry : tree.list(directory)) {
            String key = entry.name().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            Entry other = folded.putIfAbsent(key, entry);
            boolean isChange = other != null && (changed.contains(entry.name()) || changed.contains(other.name()));
            if (isChange && !(hasTags && entry.isDirectory() && other.isDirectory())) {
                problems.accept(conflict(directory, entry, other, changed));
            }
        }
    }

    private static Problem conflict(String directory, Entry one, Entry two, Set<String> changed) {
        Entry mine = changed.contains(one.name()) ? one : two;
        Entry other = mine == one ? two : one;
        String path = (directory.isEmpty() ? "" : directory + "/") + mine.name();
        return Problem.of(ProblemCode.NAME_CONFLICT, path, "differs from " + other.name() + " beside it only in case")
                .hint("Windows and macOS hold only one of them: give it another name.")
                .at(path);
    }
}
