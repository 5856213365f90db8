package io.github.registryorg.file;

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

/**
 * Keeps a directory to one run at a time, of this process or another, by a lock on a file that is removed at the end. The
 * operating system releases the lock of a process that is killed; the next run then takes over the file.
 */
final class DirectoryLock implements AutoCloseable {

    /** POSIX releases all locks of a process on a file when it closes the file anywhere, so it is opened only once. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Bytes, all but one of them a hole. */
    private static final int LONGEST = 1 << 24;

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a file, which is created if it is absent.
     *
     * @return empty if another run has locked it
     */
    static Optional<DirectoryLock> tryLock(Path file) throws IOException {
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        FileChannel locked = null;
        try {
            locked = lock(file);
            return Optional.ofNullable(locked).map(channel -> new DirectoryLock(file, channel));
        } finally {
            if (locked == null) {
                HELD.remove(file);
            }
        }
    }

    /** Null if another run has locked it. */
    private static FileChannel lock(Path file) throws IOException {
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
     * Whether what was opened still has this name. Java says that of no open file, so it is given a size that no other will
     * have by chance; opening the file once more to look would end in releasing the lock.
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        int last = ThreadLocalRandom.current().nextInt(LONGEST);
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
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } finally {
            HELD.remove(file);
        }
    }
}
