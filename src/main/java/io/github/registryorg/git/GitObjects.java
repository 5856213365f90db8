package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The objects of one run: what was fetched, and what is made. In memory, so that a run that is killed leaves nothing
 * that the next would have to mend.
 */
public final class GitObjects implements AutoCloseable {

    private final PartialRepository repository = new PartialRepository();
    private final Map<ObjectId, Map<String, Entry>> directories = new HashMap<>();

    /** One name in a directory. */
    record Entry(FileMode mode, ObjectId id) {
        boolean isDirectory() {
            return FileMode.TREE.equals(mode);
        }

        boolean isFile() {
            return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
        }
    }

    Repository repository() {
        return repository;
    }

    boolean has(ObjectId id) {
        try {
            return repository.getObjectDatabase().has(id);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** A commit that is here. Its parents are told even where history was cut off behind it. */
    public GitCommit commit(String id) {
        try (ObjectReader reader = repository.newObjectReader()) {
            RevCommit commit = RevCommit.parse(
                    reader.open(ObjectId.fromString(id), Constants.OBJ_COMMIT).getBytes());
            return new GitCommit(
                    id,
                    commit.getTree().name(),
                    Arrays.stream(commit.getParents()).map(ObjectId::name).toList(),
                    commit.getFullMessage());
        } catch (IOException e) {
            throw broken(e);
        }
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
        return !id.isEmpty() && has(ObjectId.fromString(id));
    }

    byte[] content(ObjectId id, String file, int limit) {
        try (ObjectReader reader = repository.newObjectReader()) {
            if (reader.getObjectSize(id, Constants.OBJ_BLOB) > limit) {
                throw new RegistryException(Problem.of(
                                ProblemCode.FILE_TOO_LARGE,
                                file,
                                "has more than " + limit + " bytes, the most that a file of its kind may have")
                        .hint("Make it smaller in the registry.")
                        .at(file));
            }
            return reader.open(id, Constants.OBJ_BLOB).getBytes();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** What is in a directory that is here, by name. */
    Map<String, Entry> directory(ObjectId id) {
        return directories.computeIfAbsent(id, this::readDirectory);
    }

    private Map<String, Entry> readDirectory(ObjectId id) {
        Map<String, Entry> entries = new TreeMap<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, id);
            for (; !parser.eof(); parser.next(1)) {
                entries.put(
                        parser.getEntryPathString(), new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
            }
            return entries;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The name that git gives a file with this content. */
    static ObjectId nameOf(byte[] content) {
        return new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content);
    }

    /**
     * The root directory with files added or replaced; everything else in it stays what it is, unread. The directories on the
     * way to the files must be here.
     *
     * @param root the directory's name; null for an empty one
     * @return the new root directory's name
     */
    public String edit(String root, Map<String, byte[]> files) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            Map<String, ObjectId> blobs = new TreeMap<>();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                blobs.put(file.getKey(), inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            }
            ObjectId edited = edit(inserter, root == null ? null : ObjectId.fromString(root), blobs);
            inserter.flush();
            return edited.name();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ObjectId edit(ObjectInserter inserter, ObjectId directory, Map<String, ObjectId> files) throws IOException {
        Map<String, Entry> entries = new TreeMap<>(directory == null ? Map.of() : directory(directory));
        Map<String, Map<String, ObjectId>> below = new TreeMap<>();
        files.forEach((path, blob) -> {
            int slash = path.indexOf('/');
            if (slash < 0) {
                entries.put(path, new Entry(FileMode.REGULAR_FILE, blob));
            } else {
                below.computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), blob);
            }
        });
        for (Map.Entry<String, Map<String, ObjectId>> child : below.entrySet()) {
            Entry known = entries.get(child.getKey());
            ObjectId old = known != null && known.isDirectory() ? known.id() : null;
            entries.put(child.getKey(), new Entry(FileMode.TREE, edit(inserter, old, child.getValue())));
        }
        return inserter.insert(formatted(entries));
    }

    /** In git's order, which takes a directory's name as if it ended with a slash. */
    private static TreeFormatter formatted(Map<String, Entry> entries) {
        TreeFormatter formatter = new TreeFormatter();
        Map<String, String> order = new TreeMap<>();
        entries.forEach((name, entry) -> order.put(entry.isDirectory() ? name + "/" : name, name));
        sorted(order.keySet().stream().toList()).forEach(key -> {
            String name = order.get(key);
            formatter.append(name, entries.get(name).mode(), entries.get(name).id());
        });
        return formatter;
    }

    private static List<String> sorted(List<String> names) {
        return names.stream()
                .sorted((one, other) -> Arrays.compareUnsigned(Constants.encode(one), Constants.encode(other)))
                .toList();
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
        return new UncheckedIOException("objects in memory can be read", e);
    }

    @Override
    public void close() {
        repository.close();
    }
}
