package io.github.registryorg.git;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit, read from git's objects: nothing is checked out, no link followed, no filter applied. Paths are
 * relative to one of its directories, with {@code /}. For one thread.
 */
public final class RevisionTree implements FileTree {

    private final BoundedObjects objects;
    private final String root;
    private final String prefix;

    /**
     * @param root id of the commit's tree
     * @param directory that paths are relative to, from the commit's root; empty for that
     */
    RevisionTree(BoundedObjects objects, String root, String directory) {
        this.objects = objects;
        this.root = root;
        this.prefix = directory.isEmpty() ? "" : directory + "/";
    }

    @Override
    public List<Entry> list(String directory) {
        String path = directory.isEmpty() && !prefix.isEmpty()
                ? prefix.substring(0, prefix.length() - 1)
                : prefix + directory;
        GitDirectory found = directory(path);
        return found == null
                ? List.of()
                : found.entries().stream().map(this::entry).toList();
    }

    private Entry entry(TreeEntry entry) {
        return switch (entry.kind()) {
            case FILE -> new Entry(entry.name(), Kind.FILE, objects.size(entry.id(), entry.name()));
            case DIRECTORY -> new Entry(entry.name(), Kind.DIRECTORY, 0);
            case LINK -> new Entry(entry.name(), Kind.LINK, 0);
            case SUBMODULE, OTHER -> new Entry(entry.name(), Kind.OTHER, 0);
        };
    }

    /** What is at a path; null where there is nothing. */
    @Nullable TreeEntry entry(String relative) {
        String path = prefix + relative;
        int slash = path.lastIndexOf('/');
        GitDirectory directory = directory(slash < 0 ? "" : path.substring(0, slash));
        return directory == null ? null : directory.get(path.substring(slash + 1));
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        TreeEntry entry = entry(file);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.kind() != TreeEntry.Kind.FILE) {
            throw new RegistryException(Problem.of(ProblemCode.FILE_KIND_INVALID, file, "is not an ordinary file")
                    .hint("Links, directories and submodules can't be metadata: put the file itself there.")
                    .at(file));
        }
        return Optional.of(objects.content(entry.id(), limit, file));
    }

    /** Null where there is none. */
    private @Nullable GitDirectory directory(String path) {
        GitDirectory directory = objects.directory(root, "");
        if (path.isEmpty()) {
            return directory;
        }
        int end;
        for (int start = 0; start <= path.length(); start = end + 1) {
            int slash = path.indexOf('/', start);
            end = slash < 0 ? path.length() : slash;
            TreeEntry step = directory.get(path.substring(start, end));
            if (step == null || !step.isDirectory()) {
                return null;
            }
            directory = objects.directory(step.id(), path.substring(0, end));
        }
        return directory;
    }
}
