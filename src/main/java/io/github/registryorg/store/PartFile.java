package io.github.registryorg.store;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Content that waits to be sent, in a temporary file that only this user can read, and that the system removes once this
 * process has ended, however it ends. For one thread at a time.
 */
final class PartFile implements AutoCloseable {

    /** Bytes that are read at once: the JVM keeps as much memory outside of the heap for each thread that reads. */
    private static final int STEP = 128 * 1024;

    private final Path path;
    private final FileChannel channel;
    private int size;

    /**
     * An empty one.
     *
     * @param directory of temporary files
     * @throws RegistryException {@code IO_FAILED}
     */
    PartFile(Path directory) {
        try {
            this.path = Files.createTempFile(directory, "registry-part", ".tmp");
            this.channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw Failures.io("storing a part of a blob", directory, e);
        }
    }

    /** In bytes. */
    int size() {
        return size;
    }

    /** @throws RegistryException {@code IO_FAILED}: some of it may have been added then */
    void add(byte[] bytes, int offset, int length) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (rest.hasRemaining()) {
                size += channel.write(rest, size);
            }
        } catch (IOException e) {
            throw Failures.io("storing a part of a blob", path, e);
        }
    }

    /**
     * Reads all of it.
     *
     * @param buffer at least as large
     * @throws RegistryException {@code IO_FAILED}
     */
    void read(byte[] buffer) {
        try {
            for (int done = 0; done < size; ) {
                int count = channel.read(ByteBuffer.wrap(buffer, done, Math.min(STEP, size - done)), done);
                if (count < 0) {
                    throw new EOFException("the file is shorter than what was written");
                }
                done += count;
            }
        } catch (IOException e) {
            throw Failures.io("reading a part of a blob", path, e);
        }
    }

    /**
     * All of it, from its beginning; the stream need not be closed.
     *
     * @throws RegistryException {@code IO_FAILED}
     */
    InputStream open() {
        try {
            return new UnclosedInput(
                    Channels.newInputStream(channel.truncate(size).position(0)));
        } catch (IOException e) {
            throw Failures.io("reading a part of a blob", path, e);
        }
    }

    /** Empties it. */
    void clear() {
        size = 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
