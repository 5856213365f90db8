package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit on a git server. Only what is requested is fetched, level by level, many at a time, and then
 * read as any {@link RevisionTree}: strictly, and nothing else.
 */
public final class RemoteTree {

    private final GitObjects objects;
    private final GitRemote remote;
    private final String root;
    private final RevisionTree tree;

    /** @param remote that has the commit; what is not here is fetched from it */
    public RemoteTree(GitObjects objects, GitRemote remote, GitCommit commit) {
        this.objects = objects;
        this.remote = remote;
        this.root = commit.tree();
        this.tree = new RevisionTree(objects.objects(), root, "");
    }

    /** Fetches these files, as far as they are there, and the directories on the way to them. */
    public void load(Collection<String> files) {
        fetch(missing -> {
            for (String file : files) {
                Optional.ofNullable(find(file, missing))
                        .filter(entry -> entry.kind() == TreeEntry.Kind.FILE)
                        .map(entry -> ObjectId.fromString(entry.id()))
                        .filter(id -> !objects.has(id))
                        .ifPresent(missing::add);
            }
        });
    }

    /** Fetches the directories on the way to these files, and nothing of the files. */
    public void loadDirectories(Collection<String> files) {
        fetch(missing -> files.forEach(file -> find(file, missing)));
    }

    /** Fetches what something misses, which has no result. */
    private void fetch(Consumer<Set<ObjectId>> step) {
        complete(missing -> {
            step.accept(missing);
            return missing;
        });
    }

    /** Runs something again and again, each time with what it missed the last time, until it misses nothing. */
    private <T> T complete(Function<Set<ObjectId>, T> step) {
        Set<ObjectId> last = Set.of();
        while (true) {
            Set<ObjectId> missing = new TreeSet<>();
            T result = step.apply(missing);
            if (missing.isEmpty()) {
                return result;
            }
            if (missing.equals(last)) {
                throw new ConcurrentUpdate(new RegistryException(Problem.of(
                                ProblemCode.IO_FAILED,
                                remote.address().toString(),
                                "the server doesn't send "
                                        + missing.iterator().next().name())
                        .hint("Run git fsck on the server.")));
            }
            remote.fetchObjects(missing);
            last = missing;
        }
    }

    /** What is at a path, as far as the directories on its way are here; notes the first that is not. */
    private @Nullable TreeEntry find(String path, Set<ObjectId> missing) {
        try {
            return tree.entry(path);
        } catch (RegistryException e) {
            missing.add(BoundedObjects.missing(e).orElseThrow(() -> e));
            return null;
        }
    }

    private static <T> T loaded(String path, Supplier<T> read) {
        try {
            return read.get();
        } catch (RegistryException e) {
            if (BoundedObjects.missing(e).isPresent()) {
                throw new IllegalStateException(path + " was not loaded", e);
            }
            throw e;
        }
    }

    private TreeEntry entry(String path) {
        return loaded(path, () -> tree.entry(path));
    }

    /** Whether anything has this path, which was loaded. */
    public boolean has(String path) {
        return entry(path) != null;
    }

    /** Whether a path, which was loaded in both, leads to the same in another tree, or to nothing in both. */
    public boolean isSame(String path, RemoteTree other) {
        return Objects.equals(entry(path), other.entry(path));
    }

    /** Whether the file at this path, which was loaded, has just this content. */
    public boolean holds(String path, byte[] content) {
        TreeEntry entry = entry(path);
        return entry != null
                && entry.kind() == TreeEntry.Kind.FILE
                && entry.id().equals(GitObjects.nameOf(content).name());
    }

    /**
     * The content of a file that was loaded; empty where there is none.
     *
     * @throws RegistryException {@code FILE_TOO_LARGE}, or {@code FILE_KIND_INVALID} if it is not an ordinary file
     */
    public Optional<byte[]> read(String path, int limit) {
        try {
            return loaded(path, () -> tree.read(path, limit));
        } catch (RegistryException e) {
            throw e.isUserError()
                    ? new RegistryException(e.problem().hint("It is so in the registry: fix it there first."), e)
                    : e;
        }
    }

    /**
     * The paths of all files that are not what they are in another tree: added, changed or gone.
     *
     * @throws RegistryException {@code FILE_TOO_LARGE} if there are too many, {@code FILE_KIND_INVALID} if a directory that
     *     differs can't be parsed
     */
    public Set<String> changedSince(RemoteTree before) {
        return complete(missing -> {
            Set<String> changed = new TreeSet<>();
            TreeComparison comparison = new TreeComparison(
                    objects.objects(),
                    change -> changed.add(change.path()),
                    problem -> {
                        throw new RegistryException(problem);
                    },
                    id -> {
                        missing.add(id);
                        return true;
                    });
            comparison.directories("", before.root, root);
            return changed;
        });
    }
}
