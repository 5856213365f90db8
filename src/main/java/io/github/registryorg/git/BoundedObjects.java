package io.github.registryorg.git;

import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a repository, each with a maximum of bytes: commits, directories (the last of which are kept) and content.
 * For one thread.
 */
final class BoundedObjects {

    /** Bytes of one directory's list, at most: some 400,000 names. */
    private static final int MAX_DIRECTORY_SIZE = 16 * 1024 * 1024;

    private static final int MAX_COMMIT_SIZE = 16 * 1024 * 1024;

    /** Names that are kept of the directories that were read last. */
    private static final int NAMES_KEPT = 500_000;

    private final ObjectReader reader;
    private final Map<String, GitDirectory> directories = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> missing = new HashSet<>();
    private @Nullable String firstMissing;
    private int names;

    BoundedObjects(ObjectReader reader) {
        this.reader = reader;
    }

    /**
     * The directory with this id.
     *
     * @param path what it is called in problems
     * @throws RegistryException {@code FILE_KIND_INVALID} if git itself could not have made it
     */
    GitDirectory directory(String id, String path) {
        GitDirectory known = directories.get(id);
        if (known == null) {
            known = GitDirectory.parse(directoryBytes(id, path), path);
            directories.put(id, known);
            names += known.size();
            var oldest = directories.values().iterator();
            while (names > NAMES_KEPT && directories.size() > 1) {
                names -= oldest.next().size();
                oldest.remove();
            }
        }
        return known;
    }

    /** The object of a directory, unparsed. */
    byte[] directoryBytes(String id, String path) {
        return bytes(id, Constants.OBJ_TREE, MAX_DIRECTORY_SIZE, path);
    }

    /** A commit. It has its parents even where history was cut off behind it. */
    GitCommit commit(String id) {
        byte[] bytes = bytes(id, Constants.OBJ_COMMIT, MAX_COMMIT_SIZE, id);
        try {
            RevCommit commit = RevCommit.parse(bytes);
            return new GitCommit(
                    id,
                    commit.getTree().name(),
                    Arrays.stream(commit.getParents()).map(ObjectId::name).toList(),
                    commit.getFullMessage());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw failure(id, new CorruptObjectException(ObjectId.fromString(id), "not a commit"));
        }
    }

    boolean has(String id) {
        try {
            return reader.has(ObjectId.fromString(id));
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    /** The object whose absence is the cause of a failure; empty where it has another cause. */
    static Optional<ObjectId> missing(RegistryException failure) {
        return failure.getCause() instanceof MissingObjectException cause
                ? Optional.of(cause.getObjectId())
                : Optional.empty();
    }

    byte[] content(String id, int limit, String path) {
        return bytes(id, Constants.OBJ_BLOB, limit, path);
    }

    long size(String id, String path) {
        try {
            return reader.getObjectSize(ObjectId.fromString(id), Constants.OBJ_BLOB);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private byte[] bytes(String id, int type, int limit, String path) {
        try {
            ObjectId object = ObjectId.fromString(id);
            if (reader.getObjectSize(object, type) > limit) {
                throw tooLarge(path, limit);
            }
            ObjectLoader loader = reader.open(object, type);
            return loader.getCachedBytes(limit);
        } catch (LargeObjectException e) {
            throw tooLarge(path, limit);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private RegistryException unreadable(String path, IOException e) {
        if (e instanceof MissingObjectException absent) {
            missing.add(absent.getObjectId().name());
            firstMissing = firstMissing == null ? path : firstMissing;
        }
        return failure(path, e);
    }

    /** The objects that were asked for and are not there, in words; empty if there is none. */
    Optional<String> missing() {
        return Optional.ofNullable(firstMissing)
                .map(path -> Count.of(missing.size(), "object") + ", such as that of "
                        + (path.isEmpty() ? "the root directory" : path));
    }

    private static RegistryException tooLarge(String path, int limit) {
        return new RegistryException(Problem.of(
                        ProblemCode.FILE_TOO_LARGE,
                        path,
                        "has more than " + ByteCount.exact(limit) + ", the most that a file of its kind may have")
                .hint("Make it smaller; put large content into a store or onto another page.")
                .at(path));
    }

    static RegistryException failure(String path, IOException e) {
        Problem problem = Problem.of(ProblemCode.IO_FAILED, path, "can't be read from git")
                .because(e.getMessage());
        String hint = e instanceof MissingObjectException
                ? "The clone lacks it: fetch it in full (git fetch --unshallow, and without --filter)."
                : "See what git fsck says of this repository.";
        return Failures.of(problem.hint(hint), e);
    }
}
