package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory that is built beside the old one and then takes its place by two moves, between which it does not
 * exist: a run that fails or is killed leaves the old, and the next run puts it back. Files that did not change are
 * hard links to the old ones.
 */
public final class DirectoryReplacement extends StagedDirectory {

    private final Path old;

    private DirectoryReplacement(Path directory, Path fresh, Path old, boolean replacing) throws IOException {
        super(directory, fresh, replacing);
        this.old = old;
    }

    /**
     * Puts back the old directory where a run was killed between the two moves that replace it, and removes what such a run
     * has left.
     */
    public static void restore(DirectoryLock lock) {
        Path directory = lock.directory();
        Path old = lock.beside(".old");
        try {
            DirectoryRemoval.remove(lock.beside(".new"));
            if (Files.exists(old, LinkOption.NOFOLLOW_LINKS) && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(old, directory);
            }
            DirectoryRemoval.remove(old);
        } catch (IOException e) {
            throw Failures.io("moving the old directory back to", directory, e);
        }
    }

    /**
     * Begins to make a directory anew, whether it is there or not.
     *
     * @param lock of this directory; held until this is closed
     * @throws RegistryException {@code IO_FAILED}
     */
    public static DirectoryReplacement of(DirectoryLock lock) {
        Path directory = lock.directory();
        try {
            restore(lock);
            boolean replacing = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
            Path fresh = lock.beside(".new");
            Path old = lock.beside(".old");
            Files.createDirectory(fresh);
            return new DirectoryReplacement(directory, fresh, old, replacing);
        } catch (IOException e) {
            throw Failures.io("writing", directory, e);
        }
    }

    /**
     * Whether a directory can be replaced as a whole. A mount point can't, nor what is on another file system than the
     * directory around it, nor on one without hard links; of a symbolic link, the directory behind it would be lost.
     *
     * @param inside a directory below the directory, for what is tried; it goes with what is in it
     */
    public static boolean isPossible(DirectoryLock lock, String inside) {
        Path directory = lock.directory();
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (Files.isSymbolicLink(directory)) {
            return false;
        }
        try {
            Path own = Files.createDirectories(directory.resolve(inside));
            Files.createLink(own.resolve("lock"), lock.file());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        } finally {
            DirectoryUpdate.clean(lock, inside);
        }
    }

    @Override
    void unchanged(String path) throws IOException {
        linkOrCopy(directory.resolve(path), staging.resolve(path));
    }

    @Override
    void changed(String path, int stage) {
        // it is where it shall be
    }

    @Override
    public boolean isUnchanged() {
        return replacing && changes() == 0 && Files.isDirectory(directory) && FileCount.of(directory) == count();
    }

    /** Lets the new directory take the place of the old. */
    @Override
    public void commit() {
        try {
            if (replacing) {
                Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            }
            try {
                Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (replacing) {
                    Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
                }
                throw e;
            }
            DirectoryRemoval.remove(old);
        } catch (IOException e) {
            throw Failures.io("moving the new directory into place", directory, e);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try {
            DirectoryRemoval.remove(staging);
        } catch (IOException e) {
            throw Failures.io("cleaning up", staging, e);
        }
    }
}
