package io.github.registryorg.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder to one run at a time, of this process or another, by a lock on a file that is removed at the end. The
 * operating system releases the lock of a process that is killed; the next run then takes over the file.
 */
final class FolderLock implements AutoCloseable {

    /** POSIX releases all locks of a process on a file when it closes the file anywhere, so it is opened only once. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a file, which is created if it is absent.
     *
     * @return empty if another run has locked it
     */
    static Optional<FolderLock> tryLock(Path file) throws IOException {
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        FileChannel locked = null;
        try {
            locked = lock(file);
            return Optional.ofNullable(locked).map(channel -> new FolderLock(file, channel));
        } finally {
            if (locked == null) {
                HELD.remove(file);
            }
        }
    }

    /** Null if another run has locked it. */
    private static FileChannel lock(Path file) throws IOException {
        while (true) {
            create(file);
            Object key = key(file);
            FileChannel channel = open(file);
            if (channel == null) {
                continue;
            }
            boolean keep = false;
            try {
                if (!tryLock(channel)) {
                    return null;
                }
                // otherwise the run that had it has removed it since, and others lock another file of this name
                if (Objects.equals(key, key(file))) {
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

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // left by a killed run, or held by another
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** What tells this file from a later one of the same name, while it is open; a new object if there is none. */
    private static Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return new Object();
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
