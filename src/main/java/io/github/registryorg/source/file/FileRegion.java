package io.github.registryorg.source.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A part of a file as a stream, over a channel of its own. */
final class FileRegion extends InputStream {

    /** The JDK keeps a buffer as large as the largest read, for each thread. */
    private static final int MAX_READ_SIZE = 128 * 1024;

    private final FileChannel channel;
    private final long end;
    private long position;

    private FileRegion(FileChannel channel, long offset, long size) {
        this.channel = channel;
        this.position = offset;
        this.end = offset + size;
    }

    static FileRegion open(Path file, long offset, long size) throws IOException {
        return new FileRegion(FileChannel.open(file, StandardOpenOption.READ), offset, size);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int most = (int) Math.min(Math.min(length, MAX_READ_SIZE), end - position);
        int count = channel.read(ByteBuffer.wrap(bytes, from, most), position);
        if (count < 0) {
            throw new EOFException("the file became shorter while it was read");
        }
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
