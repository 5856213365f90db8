package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two trees; directories that are the same on both sides are not looked into. */
final class TreeComparison {

    /** More than can be reviewed; a small repository can name thousands of millions of files. */
    private static final int MAX_CHANGES = 200_000;

    /**
     * Files and directories that are looked into: a few empty directories, each of which has the next one under many names,
     * are thousands of millions without a file.
     */
    private static final int MAX_ENTRIES = 500_000;

    private static final int MAX_PATH_LENGTH = 4_096;

    /** More than the longest name of a repository has; each takes a part of the stack. */
    private static final int MAX_DEPTH = 256;

    /** Maximum of all paths together, since they are kept. */
    private static final long MAX_CHARACTERS = 64L * 1024 * 1024;

    private final BoundedObjects objects;
    private final Consumer<ChangedPath> changes;
    private final Consumer<Problem> problems;
    private final Predicate<ObjectId> fetchable;
    private int count;
    private int entries;
    private int depth;
    private long characters;

    /**
     * @param problems receives directories that can't be parsed
     * @param fetchable called for each directory that is missing: whether it can be fetched for another comparison,
     *     so that this one continues without it
     */
    TreeComparison(
            BoundedObjects objects,
            Consumer<ChangedPath> changes,
            Consumer<Problem> problems,
            Predicate<ObjectId> fetchable) {
        this.objects = objects;
        this.changes = changes;
        this.problems = problems;
        this.fetchable = fetchable;
    }

    /** Compares directories by the ids of their objects; null stands for a directory that is not there. */
    void directories(String path, @Nullable String before, @Nullable String after) {
        // only these are held while directories below are looked into
        SortedMap<String, Difference> found = differences(path, before, after);
        // a lambda would take more of the stack
        for (Map.Entry<String, Difference> one : found.entrySet()) {
            String name = one.getKey();
            entries(
                    path.isEmpty() ? name : path + "/" + name,
                    one.getValue().before(),
                    one.getValue().after());
        }
    }

    /** What both sides have of one name. */
    private record Difference(
            @Nullable TreeEntry before, @Nullable TreeEntry after) {}

    /** By name; empty where a directory can't be read, which is reported, or is missing and will be fetched. */
    private SortedMap<String, Difference> differences(String path, @Nullable String before, @Nullable String after) {
        SortedMap<String, Difference> found = new TreeMap<>();
        GitDirectory old;
        GitDirectory fresh;
        try {
            old = directory(before, path);
            fresh = directory(after, path);
        } catch (RegistryException e) {
            if (!e.isUserError()) {
                throw e;
            }
            e.problems().forEach(problems);
            return found;
        }
        if (old == null || fresh == null) {
            return found;
        }
        for (String name : fresh.names()) {
            TreeEntry one = old.get(name);
            TreeEntry other = fresh.get(name);
            if (!Objects.equals(one, other)) {
                found.put(name, new Difference(one, other));
            }
        }
        for (String name : old.names()) {
            if (fresh.get(name) == null) {
                found.put(name, new Difference(old.get(name), null));
            }
        }
        entries += found.size();
        if (entries > MAX_ENTRIES) {
            throw tooMany();
        }
        return found;
    }

    /** Null where it is missing and will be fetched. */
    private @Nullable GitDirectory directory(@Nullable String id, String path) {
        if (id == null) {
            return GitDirectory.empty();
        }
        try {
            return objects.directory(id, path);
        } catch (RegistryException e) {
            if (BoundedObjects.missing(e).filter(fetchable).isPresent()) {
                return null;
            }
            throw e;
        }
    }

    private void entries(String path, @Nullable TreeEntry before, @Nullable TreeEntry after) {
        String directoryBefore = before != null && before.isDirectory() ? before.id() : null;
        String directoryAfter = after != null && after.isDirectory() ? after.id() : null;
        TreeEntry one = directoryBefore == null ? before : null;
        TreeEntry other = directoryAfter == null ? after : null;
        if (one != null || other != null) {
            report(new ChangedPath(path, one, other));
        }
        if (directoryBefore != null || directoryAfter != null) {
            if (path.length() > MAX_PATH_LENGTH) {
                problems.accept(
                        Problem.of(ProblemCode.NAME_INVALID, path, "is longer than " + MAX_PATH_LENGTH + " characters")
                                .hint("Give the directories shorter names.")
                                .at(path));
                return;
            }
            if (depth >= MAX_DEPTH) {
                problems.accept(
                        Problem.of(ProblemCode.NAME_INVALID, path, "is more than " + MAX_DEPTH + " directories deep")
                                .hint("Put it into fewer directories.")
                                .at(path));
                return;
            }
            depth++;
            directories(path, directoryBefore, directoryAfter);
            depth--;
        }
    }

    private void report(ChangedPath change) {
        characters += change.path().length();
        if (++count > MAX_CHANGES || characters > MAX_CHARACTERS) {
            throw tooMany();
        }
        changes.accept(change);
    }

    private static RegistryException tooMany() {
        return new RegistryException(Problem.of(
                        ProblemCode.FILE_TOO_LARGE,
                        "",
                        "more than " + MAX_CHANGES + " files are changed, or " + MAX_ENTRIES
                                + " with their directories, or their paths are too long")
                .hint("Split it into several contributions."));
    }
}
