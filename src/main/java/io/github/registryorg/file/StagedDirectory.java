package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The next content of a directory, whose new files are made elsewhere first. A file that has changed has a later time than
 * the old one, by a second at least, so that programs which compare size and time find it. Several threads may put files.
 */
public abstract sealed class StagedDirectory implements AutoCloseable permits DirectoryReplacement, DirectoryUpdate {

    private static final int DIRECTORIES_KNOWN = 4096;

    /** The directory as readers know it. */
    final Path directory;

    /** Where new files are made. */
    final Path staging;

    /** Whether there is an old directory. */
    final boolean replacing;

    private final FileTime start;
    private final ThreadLocal<Set<Path>> lately = ThreadLocal.withInitial(HashSet::new);
    private final Set<String> linked = ConcurrentHashMap.newKeySet();
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong put = new AtomicLong();

    /** @param staging an empty directory in the same file system, or else files are copied */
    StagedDirectory(Path directory, Path staging, boolean replacing) throws IOException {
        this.directory = directory;
        this.staging = staging;
        this.replacing = replacing;
        this.start = Files.getLastModifiedTime(staging);
    }

    /** A file is as it was. */
    abstract void unchanged(String path) throws IOException;

    /**
     * A file was made in the staging directory.
     *
     * @param stage when it comes, of those that can't all come at once; the lowest first
     */
    abstract void changed(String path, int stage) throws IOException;

    /** Lets readers have what was put, and nothing else. */
    public abstract void commit();

    /** Where a file is that was put, until this is committed or closed. */
    public final Path made(String path) {
        Path fresh = staging.resolve(path);
        return Files.exists(fresh, LinkOption.NOFOLLOW_LINKS) ? fresh : directory.resolve(path);
    }

    /** Whether readers would find no difference. */
    public abstract boolean isUnchanged();

    /** Removes what was not committed. */
    @Override
    public abstract void close();

    /** How many files were put that were not there before, or had other content. */
    final long changes() {
        return changed.get();
    }

    /** How many files were put. */
    final long count() {
        return put.get();
    }

    /** Puts a file with this content. */
    public final void put(String path, int stage, byte[] content) {
        Path target = staging.resolve(path);
        try {
            if (replacing && ContentComparison.holds(directory.resolve(path), content)) {
                same(path);
            } else {
                inDirectory(
                        target,
                        () -> Files.write(target, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                makeLater(directory.resolve(path), target);
                different(path, stage);
            }
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
    public final void put(String path, int stage, Content content) {
        Path before = directory.resolve(path);
        Path target = staging.resolve(path);
        try {
            inDirectory(target, () -> {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                    content.writeTo(out);
                }
            });
            if (replacing && ContentComparison.same(before, target)) {
                Files.delete(target);
                same(path);
            } else {
                makeLater(before, target);
                different(path, stage);
            }
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /**
     * Puts a file that is the same as one that was put before. It is that one, as a hard link, only where this is the same
     * as or later than what is in its place.
     */
    public final void putSame(String path, int stage, String earlier) {
        Path target = staging.resolve(path);
        Path before = directory.resolve(path);
        try {
            Path made = staging.resolve(earlier);
            Path source =
                    !replacing || Files.exists(made, LinkOption.NOFOLLOW_LINKS) ? made : directory.resolve(earlier);
            if (replacing && ContentComparison.same(before, source)) {
                same(path);
                return;
            }
            if (isNew(earlier, source) && isLater(before, source)) {
                linkOrCopy(source, target);
            } else {
                inDirectory(target, () -> Files.copy(source, target));
                makeLater(before, target);
            }
            different(path, stage);
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    /**
     * Puts the file that the old directory has under this path, if it has one of which the test is true.
     *
     * @return whether it did
     */
    public final boolean putBefore(String path, FileTest test) {
        Path before = directory.resolve(path);
        try {
            if (!replacing || !Files.isRegularFile(before, LinkOption.NOFOLLOW_LINKS) || !test.passes(before)) {
                return false;
            }
            same(path);
            return true;
        } catch (IOException e) {
            throw Failures.io("writing", before, e);
        }
    }

    /** Puts a file that is elsewhere: as a hard link where that is possible, as a copy otherwise. */
    public final void putFile(String path, int stage, Path source) {
        Path target = staging.resolve(path);
        try {
            linkOrCopy(source, target);
            linked.add(path);
            different(path, stage);
        } catch (IOException e) {
            throw Failures.io("writing", target, e);
        }
    }

    private void same(String path) throws IOException {
        put.incrementAndGet();
        unchanged(path);
    }

    private void different(String path, int stage) throws IOException {
        put.incrementAndGet();
        changed.incrementAndGet();
        changed(path, stage);
    }

    /** Whether this run has written it: what is linked may have any time. */
    private boolean isNew(String path, Path file) throws IOException {
        return replacing ? Files.getLastModifiedTime(file).compareTo(start) >= 0 : !linked.contains(path);
    }

    /** Whether the new is a second later than the old, or the old does not exist. */
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

    final void linkOrCopy(Path source, Path target) throws IOException {
        try {
            inDirectory(target, () -> Files.createLink(target, source));
        } catch (FileSystemException | UnsupportedOperationException e) {
            // no links on this file system, or too many of one file
            inDirectory(target, () -> Files.copy(source, target));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Makes the directory of a file unless this thread did so lately: most files go where the one before went. */
    private void inDirectory(Path target, Step step) throws IOException {
        makeDirectory(target.getParent(), lately.get());
        step.run();
    }

    /** From the top, since a system call that fails costs an exception. */
    private void makeDirectory(@Nullable Path directory, Set<Path> known) throws IOException {
        if (directory == null || known.contains(directory) || directory.equals(staging)) {
            return;
        }
        makeDirectory(directory.getParent(), known);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        if (known.size() >= DIRECTORIES_KNOWN) {
            known.clear();
        }
        known.add(directory);
    }
}
