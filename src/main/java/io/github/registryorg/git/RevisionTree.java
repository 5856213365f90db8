package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.List;

/**
 * The files of a commit, read from git's objects: nothing is checked out, no link followed, no filter applied. Paths are
 * relative to one of its folders, with {@code /}. For one thread.
 */
public final class RevisionTree {

    private final BoundedObjects objects;
    private final String root;
    private final String prefix;

    /**
     * @param root id of the commit's tree
     * @param folder that paths are relative to, from the commit's root; empty for that
     */
    RevisionTree(BoundedObjects objects, String root, String folder) {
        this.objects = objects;
        this.root = root;
        this.prefix = folder.isEmpty() ? "" : folder + "/";
    }

    /** The entries of a folder, sorted by name; empty if there is no such folder. */
    public Collection<TreeEntry> list(String folder) {
        String path =
                folder.isEmpty() && !prefix.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + folder;
        GitFolder found = folder(path);
        return found == null ? List.of() : found.entries();
    }

    /** What stands at a path; null where there is nothing. */
    TreeEntry entry(String relative) {
        String path = prefix + relative;
        int slash = path.lastIndexOf('/');
        GitFolder folder = folder(slash < 0 ? "" : path.substring(0, slash));
        return folder == null ? null : folder.get(path.substring(slash + 1));
    }

    /** How many bytes a file has that {@link #list} has named. */
    public long size(TreeEntry file) {
        return objects.size(file.id(), file.name());
    }

    /**
     * The content of a file; null where there is none.
     *
     * @param limit bytes that it may have at most
     * @throws RegistryException {@code FILE_TOO_LARGE} beyond the limit, {@code FILE_KIND_INVALID} if it is no ordinary
     *     file, {@code IO_FAILED}
     */
    public byte[] read(String file, int limit) {
        TreeEntry entry = entry(file);
        if (entry == null) {
            return null;
        }
        if (entry.kind() != TreeEntry.Kind.FILE) {
            throw new RegistryException(Problem.of(ProblemCode.FILE_KIND_INVALID, file, "is not an ordinary file")
                    .hint("Links, folders and submodules can't be metadata: put the file itself there.")
                    .at(file));
        }
        return objects.content(entry.id(), limit, file);
    }

    /** Null where there is none. */
    private GitFolder folder(String path) {
        GitFolder folder = objects.folder(root, "");
        if (path.isEmpty()) {
            return folder;
        }
        int end;
        for (int start = 0; start <= path.length(); start = end + 1) {
            int slash = path.indexOf('/', start);
            end = slash < 0 ? path.length() : slash;
            TreeEntry step = folder.get(path.substring(start, end));
            if (step == null || !step.isFolder()) {
                return null;
            }
            folder = objects.folder(step.id(), path.substring(0, end));
        }
        return folder;
    }
}
