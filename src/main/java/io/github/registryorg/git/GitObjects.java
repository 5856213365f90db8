package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one run: what was fetched, and what is made. In memory, so that a run that is killed leaves nothing
 * behind. For one thread.
 */
public final class GitObjects implements AutoCloseable {

    private final PartialRepository repository = new PartialRepository();
    private final ObjectReader reader = repository.newObjectReader();
    private final BoundedObjects objects = new BoundedObjects(reader);

    Repository repository() {
        return repository;
    }

    BoundedObjects objects() {
        return objects;
    }

    boolean has(ObjectId id) {
        return objects.has(id.name());
    }

    /** A commit that is here. It has its parents even where history was cut off behind it. */
    public GitCommit commit(String id) {
        return objects.commit(id);
    }

    /** Finds out where the history that was fetched ends. */
    void findEnds(Collection<String> tips) {
        Deque<String> next = new ArrayDeque<>(tips);
        Set<String> seen = new HashSet<>(tips);
        while (!next.isEmpty()) {
            GitCommit commit = commit(next.pop());
            if (!commit.parents().stream().allMatch(this::hasCommit)) {
                repository.endAt(ObjectId.fromString(commit.id()));
            } else {
                commit.parents().stream().filter(seen::add).forEach(next::push);
            }
        }
    }

    /** Whether a commit is here. */
    public boolean hasCommit(String id) {
        return !id.isEmpty() && objects.has(id);
    }

    /** The name that git gives a file with this content. */
    static ObjectId nameOf(byte[] content) {
        return new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content);
    }

    /**
     * The root directory with files added or replaced. Only the directories on the way to the files are read, strictly, and
     * must be here; all other entries stay as they are, byte for byte, whatever they are.
     *
     * @param root the directory's name
     * @return the new root directory's name
     * @throws RegistryException {@code FILE_KIND_INVALID} if a directory on the way can't be parsed, or something else is in
     *     the place of a directory or a file: nothing of another kind is replaced
     */
    public String edit(String root, Map<String, byte[]> files) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            Map<String, String> blobs = new TreeMap<>();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                blobs.put(
                        file.getKey(),
                        inserter.insert(Constants.OBJ_BLOB, file.getValue()).name());
            }
            String edited = edit(inserter, "", root, blobs);
            inserter.flush();
            return edited;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** @param id of the directory; null for one that is new */
    private String edit(ObjectInserter inserter, String path, @Nullable String id, Map<String, String> blobs)
            throws IOException {
        GitDirectory directory = id == null ? GitDirectory.empty() : objects.directory(id, path);
        List<TreeEntry> changed = new ArrayList<>();
        Map<String, Map<String, String>> below = new TreeMap<>();
        blobs.forEach((file, blob) -> {
            int slash = file.indexOf('/');
            if (slash < 0) {
                changed.add(new TreeEntry(file, TreeEntry.MODE_FILE, blob));
            } else {
                below.computeIfAbsent(file.substring(0, slash), name -> new TreeMap<>())
                        .put(file.substring(slash + 1), blob);
            }
        });
        for (TreeEntry file : changed) {
            refuseOther(TreeEntry.Kind.FILE, directory.get(file.name()), join(path, file.name()));
        }
        for (Map.Entry<String, Map<String, String>> child : below.entrySet()) {
            String name = child.getKey();
            TreeEntry known = directory.get(name);
            String childPath = join(path, name);
            refuseOther(TreeEntry.Kind.DIRECTORY, known, childPath);
            String edited = edit(inserter, childPath, known == null ? null : known.id(), child.getValue());
            changed.add(new TreeEntry(name, TreeEntry.MODE_DIRECTORY, edited));
        }
        byte[] before = id == null ? new byte[0] : objects.directoryBytes(id, path);
        return inserter.insert(Constants.OBJ_TREE, GitDirectory.edited(before, path, changed))
                .name();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static void refuseOther(TreeEntry.Kind kind, @Nullable TreeEntry known, String path) {
        if (known != null && known.kind() != kind) {
            String expected = kind == TreeEntry.Kind.FILE ? "an ordinary file" : "a directory";
            throw new RegistryException(
                    Problem.of(ProblemCode.FILE_KIND_INVALID, path, "is not " + expected + " in the registry")
                            .hint("Remove it there, then run the same command again.")
                            .at(path));
        }
    }

    /** Stores a commit as it is to be pushed. */
    String insertCommit(byte[] content) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(Constants.OBJ_COMMIT, content);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static UncheckedIOException broken(IOException e) {
        return new UncheckedIOException("objects in memory can be written", e);
    }

    @Override
    public void close() {
        reader.close();
        repository.close();
    }
}
