package io.github.registryorg.git;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.jspecify.annotations.Nullable;

/** Finds what differs between a commit and the files that are checked out, except ignored ones. */
final class WorkingTreeComparison {

    private final Repository repository;
    private final RevisionTree before;
    private final List<RevisionTree> known;

    /** @param known trees whose files are recognised by their content too */
    WorkingTreeComparison(Repository repository, RevisionTree before, List<RevisionTree> known) {
        this.repository = repository;
        this.before = before;
        this.known = List.copyOf(known);
    }

    void from(ObjectId commit, Consumer<ChangedPath> changes) {
        if (repository.isBare()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.REVISION_UNKNOWN,
                            repository.getDirectory().toString(),
                            "is a bare repository, which has no files checked out")
                    .hint("Name what shall be compared with -Dregistry.head."));
        }
        for (String path : candidates(commit)) {
            TreeEntry old = before.entry(path);
            TreeEntry fresh = onDisk(path, old);
            if (old == null ? fresh != null : !old.equals(fresh)) {
                changes.accept(new ChangedPath(path, old, fresh));
            }
        }
    }

    /** Whatever the commit, the index and the files don't all have alike. */
    private SortedSet<String> candidates(ObjectId commit) {
        try {
            IndexDiff diff = new IndexDiff(repository, commit, new FileTreeIterator(repository));
            diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
            diff.diff();
            SortedSet<String> paths = new TreeSet<>(diff.getAdded());
            paths.addAll(diff.getChanged());
            paths.addAll(diff.getRemoved());
            paths.addAll(diff.getMissing());
            paths.addAll(diff.getModified());
            paths.addAll(diff.getUntracked());
            paths.addAll(diff.getConflicting());
            return paths;
        } catch (IOException e) {
            throw Failures.io("comparing", repository.getWorkTree().toPath(), e);
        }
    }

    /** Null where there is none. Content that is the same byte for byte is the same, whatever git would make of it. */
    private @Nullable TreeEntry onDisk(String path, @Nullable TreeEntry old) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Path file = repository.getWorkTree().toPath().resolve(path);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return new TreeEntry(name, TreeEntry.MODE_LINK, "");
            }
            if (attributes.isDirectory()) {
                return Files.exists(file.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)
                        ? new TreeEntry(name, TreeEntry.MODE_SUBMODULE, "")
                        : null;
            }
            if (!attributes.isRegularFile()) {
                return new TreeEntry(name, 0, "");
            }
            boolean hasFile = Stream.concat(Stream.of(before), known.stream())
                    .map(tree -> tree.entry(path))
                    .anyMatch(entry -> entry != null && entry.kind() == TreeEntry.Kind.FILE);
            // the bit on disk depends on the file system
            int mode = old != null && old.isExecutable() ? old.mode() : TreeEntry.MODE_FILE;
            TreeEntry fresh = new TreeEntry(name, mode, hasFile ? id(file, attributes.size()) : "");
            return TreeEntry.isSame(fresh, old) ? old : fresh;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private static String id(Path file, long size) throws IOException {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter();
                InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return formatter.idFor(Constants.OBJ_BLOB, size, in).name();
        }
    }
}
