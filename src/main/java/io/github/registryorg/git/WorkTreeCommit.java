package io.github.registryorg.git;

import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The commit that the work tree around a directory has checked out.
 *
 * @param id of the commit
 * @param isModified whether a file that git tracks is another one than in the commit; untracked files don't count. Where
 *     only a filter of git's could tell, it is modified: no program is started
 */
public record WorkTreeCommit(String id, boolean isModified) {

    public WorkTreeCommit {
        Objects.requireNonNull(id, "id");
    }

    /** Empty where the directory has no files of a commit, or git's files can't be read. */
    public static Optional<WorkTreeCommit> of(Path directory) {
        try {
            Path real = directory.toRealPath();
            FileRepositoryBuilder builder = EnclosingRepository.of(real);
            if (builder.getGitDir() == null) {
                return Optional.empty();
            }
            try (Repository repository = builder.build()) {
                return of(repository, real);
            }
        } catch (IOException | IllegalArgumentException | RegistryException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<WorkTreeCommit> of(Repository repository, Path directory) throws IOException {
        ObjectFormat.expectReadable(directory.toString(), repository);
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null || repository.isBare()) {
            return Optional.empty();
        }
        Path root = repository.getWorkTree().toPath().toRealPath();
        if (!directory.startsWith(root)) {
            return Optional.empty();
        }
        DirCache index = DirCache.read(repository);
        String below = root.relativize(directory).toString().replace('\\', '/');
        if (index.getEntriesWithin(below).length == 0) {
            return Optional.empty();
        }
        boolean isModified = isStaged(repository, head, index) || isChanged(root, index, hasFileModes(repository));
        return Optional.of(new WorkTreeCommit(head.name(), isModified));
    }

    /** Whether the index differs from the commit. */
    private static boolean isStaged(Repository repository, ObjectId head, DirCache index) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(head).getTree());
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            return walk.next();
        }
    }

    /** Whether a file differs from the index. */
    private static boolean isChanged(Path root, DirCache index, boolean hasFileModes) throws IOException {
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            boolean isFile = !FileMode.GITLINK.equals(entry.getRawMode());
            if (isFile && !entry.isSkipWorkTree() && !entry.isAssumeValid() && isChanged(root, entry, hasFileModes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether git keeps the executable bit of files here (core.fileMode). */
    private static boolean hasFileModes(Repository repository) {
        return repository
                .getConfig()
                .getBoolean(ConfigConstants.CONFIG_CORE_SECTION, ConfigConstants.CONFIG_KEY_FILEMODE, true);
    }

    private static boolean isChanged(Path root, DirCacheEntry entry, boolean hasFileModes) throws IOException {
        Path file = root.resolve(entry.getPathString());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean isExecutable = FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
        if (attributes.isSymbolicLink() != FileMode.SYMLINK.equals(entry.getRawMode())
                || hasFileModes && attributes.isRegularFile() && isExecutable != Files.isExecutable(file)) {
            return true;
        }
        boolean isUntouched = entry.getLength() == (int) attributes.size()
                && entry.getLastModifiedInstant()
                        .equals(attributes.lastModifiedTime().toInstant())
                && !entry.isSmudged();
        return !isUntouched && !entry.getObjectId().equals(id(file, attributes));
    }

    private static ObjectId id(Path file, BasicFileAttributes attributes) throws IOException {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (attributes.isSymbolicLink()) {
                byte[] target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
                return formatter.idFor(Constants.OBJ_BLOB, target);
            }
            if (!attributes.isRegularFile()) {
                return ObjectId.zeroId();
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return formatter.idFor(Constants.OBJ_BLOB, attributes.size(), in);
            }
        }
    }
}
