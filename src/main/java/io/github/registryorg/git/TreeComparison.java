package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two trees; directories that are the same on both sides are not looked into. */
final class TreeComparison {

    /** More than can be reviewed; a small repository can name thousands of millions of files. */
    private static final int MAX_CHANGES = 200_000;

    private static final int MAX_PATH_LENGTH = 4_096;

    /** Maximum of all paths together, since they are kept. */
    private static final long MAX_CHARACTERS = 64L * 1024 * 1024;

    private final BoundedObjects objects;
    private final Consumer<ChangedPath> changes;
    private final Consumer<Problem> problems;
    private final Predicate<ObjectId> fetchable;
    private int count;
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
            return;
        }
        if (old == null || fresh == null) {
            return;
        }
        SortedSet<String> names = new TreeSet<>(old.names());
        names.addAll(fresh.names());
        for (String name : names) {
            TreeEntry one = old.get(name);
            TreeEntry other = fresh.get(name);
            if (one == null || !one.equals(other)) {
                entries(path.isEmpty() ? name : path + "/" + name, one, other);
            }
        }
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
            directories(path, directoryBefore, directoryAfter);
        }
    }

    private void report(ChangedPath change) {
        characters += change.path().length();
        if (++count > MAX_CHANGES || characters > MAX_CHARACTERS) {
            throw new RegistryException(Problem.of(
                            ProblemCode.FILE_TOO_LARGE,
                            "",
                            "more than " + MAX_CHANGES + " files are changed, or their paths are too long")
                    .hint("Split it into several contributions."));
        }
        changes.accept(change);
    }
}
