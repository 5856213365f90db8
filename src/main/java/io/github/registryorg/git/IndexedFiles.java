package io.github.registryorg.git;

import io.github.registryorg.file.ContentIds;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What git knows of the files of a work tree without reading them: its index has the id of each, with the size and the time
 * that the file had then. It is read once, when it is first used; where it is absent or can't be read, nothing is
 * known.
 */
public final class IndexedFiles implements ContentIds {

    private final Path directory;
    private String prefix = "";
    private @Nullable DirCache index;
    private boolean isRead;

    /** @param directory anywhere in a work tree; what is requested is below it */
    public IndexedFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<byte[]> of(String path, long size, long modified) {
        DirCache known = index();
        DirCacheEntry entry = known == null ? null : known.getEntry(prefix + path);
        if (entry == null || entry.getStage() != 0 || !isFile(entry) || entry.getLength() != (int) size) {
            return Optional.empty();
        }
        Instant then = entry.getLastModifiedInstant();
        long nanoseconds = TimeUnit.SECONDS.toNanos(then.getEpochSecond()) + then.getNano();
        // git's own rule: what is as young as the index may have changed since
        if (nanoseconds != modified || entry.isSmudged()) {
            return Optional.empty();
        }
        byte[] id = new byte[20];
        entry.getObjectId().copyRawTo(id, 0);
        return Optional.of(id);
    }

    private static boolean isFile(DirCacheEntry entry) {
        return FileMode.REGULAR_FILE.equals(entry.getRawMode()) || FileMode.EXECUTABLE_FILE.equals(entry.getRawMode());
    }

    private synchronized @Nullable DirCache index() {
        if (!isRead) {
            isRead = true;
            index = read();
        }
        return index;
    }

    private @Nullable DirCache read() {
        FileRepositoryBuilder builder = EnclosingRepository.of(directory);
        if (builder.getGitDir() == null) {
            return null;
        }
        try (Repository repository = builder.build()) {
            if (repository.isBare()) {
                return null;
            }
            File tree = repository.getWorkTree();
            Path below = tree.toPath().toRealPath().relativize(directory.toRealPath());
            prefix = below.toString().isEmpty() ? "" : below.toString().replace('\\', '/') + "/";
            return DirCache.read(repository);
        } catch (IOException | RuntimeException e) {
            // then every file is read
            return null;
        }
    }
}
