package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one run at a time, of this process or another, by a lock on a file that is removed at the end. The
 * operating system releases the lock of a process that is killed; the next run then takes over the file.
 */
public final class DirectoryLock implements AutoCloseable {

    /** POSIX releases all locks of a process on a file when it closes the file anywhere, so it is opened only once. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Bytes, all but one of them a hole. */
    private static final int MAX_LENGTH = 1 << 24;

    private final Path directory;
    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path directory, Path file, FileChannel channel) {
        this.directory = directory;
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a directory, which may be absent; the directory around it is made.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if another run writes to it now, {@code IO_FAILED}
     */
    public static DirectoryLock of(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute.getParent());
            return tryLock(absolute)
                    .orElseThrow(() -> new RegistryException(Problem.of(
                                    ProblemCode.CONFIGURATION_INVALID,
                                    directory.toString(),
                                    "is being written by another run")
                            .hint("Wait for it to end, or write to another directory.")));
        } catch (IOException e) {
            throw Failures.io("writing", absolute, e);
        }
    }

    private static Path beside(Path directory, String suffix) {
        return directory.resolveSibling("." + directory.getFileName() + suffix);
    }

    /** The directory, absolute. */
    public Path directory() {
        return directory;
    }

    /** A file or directory of ours beside the directory, for the one that has the lock. */
    public Path beside(String suffix) {
        return beside(directory, suffix);
    }

    /** The file that is locked, which is there while this is open. */
    Path file() {
        return file;
    }

    /**
     * Locks a directory by the file beside it, which is created if it is absent.
     *
     * @return empty if another run has locked it
     */
    static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        Path file = beside(directory, ".lock");
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        FileChannel locked = null;
        try {
            locked = lock(file);
            return Optional.ofNullable(locked).map(channel -> new DirectoryLock(directory, file, channel));
        } finally {
            if (locked == null) {
                HELD.remove(file);
            }
        }
    }

    /** Null if another run has locked it. */
    private static @Nullable FileChannel lock(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean keep = false;
            try {
                if (!tryLock(channel)) {
                    return null;
                }
                // otherwise the run that had it has removed it since, and others lock another file of this name
                if (isAt(file, channel)) {
                    keep = true;
                    return channel;
                }
            } finally {
                if (!keep) {
                    channel.close();
                }
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Whether what was opened still has this name. Java has no such check for open files, so it is given a size that
     * no other will have by chance; opening the file once more to look would end in releasing the lock.
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        int last = ThreadLocalRandom.current().nextInt(MAX_LENGTH);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), last);
        try {
            return Files.size(file) == last + 1;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Removes the file, then releases the lock: whoever has opened it meanwhile finds that it is gone. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failures.io("cleaning up", file, e);
        } finally {
            HELD.remove(file);
        }
    }
}
