package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A directory that is made anew beside the old one and then takes its place: readers see the old or the new, whole, and a
 * run that fails or is killed leaves the old. Files that did not change are hard links to the old ones. A file that did has
 * a later time than the old one, by a second at least, so that programs which compare size and time find it. Several
 * threads may put files. One process at a time replaces a directory.
 */
public final class DirectoryReplacement implements AutoCloseable {

    private static final int DIRECTORIES_KNOWN = 32;

    private final Path directory;
    private final Path fresh;
    private final Path old;
    private final DirectoryLock lock;
    private final boolean replacing;
    private final FileTime start;
    private final ThreadLocal<Set<Path>> lately = ThreadLocal.withInitial(HashSet::new);

    private DirectoryReplacement(Path directory, DirectoryLock lock) throws IOException {
        this.directory = directory;
        this.fresh = beside(directory, ".new");
        this.old = beside(directory, ".old");
        this.lock = lock;
        // a run that was killed between the two moves of commit()
        if (Files.exists(old, LinkOption.NOFOLLOW_LINKS) && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(old, directory);
        }
        this.replacing = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        DirectoryRemoval.remove(old);
        DirectoryRemoval.remove(fresh);
        Files.createDirectory(fresh);
        this.start = Files.getLastModifiedTime(fresh);
    }

    private static Path beside(Path directory, String suffix) {
        return directory.resolveSibling("." + directory.getFileName() + suffix);
    }

    /**
     * Begins to make {@code directory} anew.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if another process does so now, {@code IO_FAILED}
     */
    public static DirectoryReplacement of(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute.getParent());
            DirectoryLock lock = DirectoryLock.tryLock(beside(absolute, ".lock"))
                    .orElseThrow(() -> new RegistryException(Problem.of(
                                    ProblemCode.CONFIGURATION_INVALID,
                                    directory.toString(),
                                    "is being written by another run")
                            .hint("Wait for it to end, or write to another directory.")));
            return of(absolute, lock);
        } catch (IOException e) {
            throw Failures.io("writing", absolute, e);
        }
    }

    private static DirectoryReplacement of(Path directory, DirectoryLock lock) throws IOException {
        try {
            return new DirectoryReplacement(directory, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Puts a file with this content. */
    public void put(String path, byte[] content) {
        Path target = fresh.resolve(path);
        try {
            Path before = directory.resolve(path);
            if (replacing && ContentComparison.holds(before, content)) {
                linkOrCopy(before, target);
            } else {
                write(target, content);
                makeLater(before, target);
            }
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /**
     * Puts a file that is the same as one that was put before. It is that one, as a hard link, only where this is the same
     * as or later than what is in its place.
     */
    public void putSame(String path, String earlier) {
        Path target = fresh.resolve(path);
        Path source = fresh.resolve(earlier);
        Path before = directory.resolve(path);
        try {
            if (replacing && ContentComparison.same(before, source)) {
                linkOrCopy(before, target);
            } else if (isNew(source) && isLater(before, source)) {
                linkOrCopy(source, target);
            } else {
                inDirectory(target, () -> Files.copy(source, target));
                makeLater(before, target);
            }
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /**
     * Puts the file that the old directory has under this path, if it has one of which the test is true.
     *
     * @return whether it did
     */
    public boolean putBefore(String path, FileTest test) {
        Path before = directory.resolve(path);
        Path target = fresh.resolve(path);
        try {
            if (!replacing || !Files.isRegularFile(before, LinkOption.NOFOLLOW_LINKS) || !test.passes(before)) {
                return false;
            }
            linkOrCopy(before, target);
            return true;
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /** Puts a file that stands elsewhere: as a hard link where that is possible, as a copy otherwise. */
    public void putFile(String path, Path source) {
        Path target = fresh.resolve(path);
        try {
            linkOrCopy(source, target);
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /** Writes content that need not fit into memory. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Puts a file with content that is written piece by piece. */
    public void put(String path, Content content) {
        Path target = fresh.resolve(path);
        try {
            inDirectory(target, () -> {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                    content.writeTo(out);
                }
            });
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /** Where a file is that was put, until this is committed or closed. */
    public Path made(String path) {
        return fresh.resolve(path);
    }

    /** Lets the new directory take the place of the old. */
    public void commit() {
        try {
            if (replacing) {
                Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            }
            try {
                Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
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
        try (lock) {
            DirectoryRemoval.remove(fresh);
        } catch (IOException e) {
            throw Failures.io("cleaning up", fresh, e);
        }
    }

    /** Whether this run has written it: what is linked may have any time. */
    private boolean isNew(Path file) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(start) >= 0;
    }

    /** Whether the new is a second later than the old, or there is no old. */
    private boolean isLater(Path before, Path file) throws IOException {
        return !replacing || !Files.exists(before, LinkOption.NOFOLLOW_LINKS) || seconds(file) > seconds(before);
    }

    /** Programs that copy what has changed compare whole seconds. */
    private void makeLater(Path before, Path file) throws IOException {
        if (!isLater(before, file)) {
            Files.setLastModifiedTime(file, FileTime.from(seconds(before) + 1, TimeUnit.SECONDS));
        }
    }

    private static long seconds(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.SECONDS);
    }

    private void linkOrCopy(Path source, Path target) throws IOException {
        try {
            inDirectory(target, () -> Files.createLink(target, source));
        } catch (FileSystemException | UnsupportedOperationException e) {
            // no links on this file system, or too many of one file
            inDirectory(target, () -> Files.copy(source, target));
        }
    }

    private void write(Path target, byte[] content) throws IOException {
        inDirectory(
                target, () -> Files.write(target, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Makes the directory of a file unless this thread did so lately: most files go where the one before went. */
    private void inDirectory(Path target, Step step) throws IOException {
        Path parent = target.getParent();
        Set<Path> known = lately.get();
        if (!known.contains(parent)) {
            makeDirectory(parent);
            if (known.size() == DIRECTORIES_KNOWN) {
                known.clear();
            }
            known.add(parent);
        }
        step.run();
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            Files.createDirectories(directory);
        }
    }
}
