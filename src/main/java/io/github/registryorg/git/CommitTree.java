package io.github.registryorg.git;

import io.github.registryorg.git.GitObjects.Entry;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;

/** The files of one commit. Only what is asked for is fetched, level by level, many at a time. */
public final class CommitTree {

    private final GitObjects objects;
    private final GitRemote remote;
    private final ObjectId root;

    /** @param remote that has the commit; what is not here is fetched from it */
    public CommitTree(GitObjects objects, GitRemote remote, GitCommit commit) {
        this.objects = objects;
        this.remote = remote;
        this.root = ObjectId.fromString(commit.tree());
    }

    /** Fetches these files, as far as they are there, and the directories on the way to them. */
    public void load(Collection<String> files) {
        complete(missing -> {
            for (String file : files) {
                Optional<Entry> entry = find(file, missing);
                entry.map(Entry::id).filter(id -> !objects.has(id)).ifPresent(missing::add);
            }
            return null;
        });
    }

    /** Fetches the directories on the way to these files, and nothing of the files. */
    public void loadDirectories(Collection<String> files) {
        complete(missing -> {
            files.forEach(file -> find(file, missing));
            return null;
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

    /** Where a path leads, as far as the directories on its way are here; notes the first that is not. */
    private Optional<Entry> find(String path, Set<ObjectId> missing) {
        ObjectId directory = root;
        Entry entry = null;
        for (String step : path.split("/")) {
            if (entry != null) {
                if (!entry.isDirectory()) {
                    return Optional.empty();
                }
                directory = entry.id();
            }
            if (!objects.has(directory)) {
                missing.add(directory);
                return Optional.empty();
            }
            entry = objects.directory(directory).get(step);
            if (entry == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(entry);
    }

    private Optional<Entry> loaded(String path) {
        Set<ObjectId> missing = new TreeSet<>();
        Optional<Entry> entry = find(path, missing);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(path + " was not loaded");
        }
        return entry;
    }

    /** Whether anything has this path, which was loaded. */
    public boolean has(String path) {
        return loaded(path).isPresent();
    }

    /** Whether a path, which was loaded in both, leads to the same in another tree, or to nothing in both. */
    public boolean isSame(String path, CommitTree other) {
        return loaded(path).equals(other.loaded(path));
    }

    /** Whether the file at this path, which was loaded, has just this content. */
    public boolean holds(String path, byte[] content) {
        return loaded(path).filter(Entry::isFile).map(Entry::id).equals(Optional.of(GitObjects.nameOf(content)));
    }

    /**
     * The content of a file that was loaded; empty where there is none.
     *
     * @throws RegistryException {@code FILE_TOO_LARGE}, or {@code FILE_KIND_INVALID} if it is no ordinary file
     */
    public Optional<byte[]> read(String path, int limit) {
        return loaded(path).map(entry -> {
            if (!entry.isFile()) {
                throw new RegistryException(
                        Problem.of(ProblemCode.FILE_KIND_INVALID, path, "is no ordinary file in the registry")
                                .hint("Remove it there.")
                                .at(path));
            }
            return objects.content(entry.id(), path, limit);
        });
    }

    /** The paths of all files that are not what they are in another tree: added, changed or gone. */
    public Set<String> changedSince(CommitTree before) {
        return complete(missing -> {
            Set<String> changed = new TreeSet<>();
            compare("", before.root, root, changed, missing);
            return changed;
        });
    }

    private void compare(String path, ObjectId before, ObjectId after, Set<String> changed, Set<ObjectId> missing) {
        Map<String, Entry> old = directory(before, missing);
        Map<String, Entry> young = directory(after, missing);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(young.keySet());
        for (String name : names) {
            Entry was = old.get(name);
            Entry is = young.get(name);
            if (was == null || !was.equals(is)) {
                ObjectId oldDirectory = was != null && was.isDirectory() ? was.id() : null;
                ObjectId newDirectory = is != null && is.isDirectory() ? is.id() : null;
                if (oldDirectory != null || newDirectory != null) {
                    compare(path + name + "/", oldDirectory, newDirectory, changed, missing);
                }
                if (was != null && oldDirectory == null || is != null && newDirectory == null) {
                    changed.add(path + name);
                }
            }
        }
    }

    private Map<String, Entry> directory(ObjectId id, Set<ObjectId> missing) {
        if (id == null) {
            return Map.of();
        }
        if (!objects.has(id)) {
            missing.add(id);
            return Map.of();
        }
        return objects.directory(id);
    }
}
