package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Random;

/** Bytes that are on no disk: each mebibyte begins with its number, and is otherwise the same. */
final class LargeContent extends InputStream {

    static final int BLOCK = 1024 * 1024;

    private static final byte[] PATTERN = new byte[BLOCK];

    static {
        new Random(5).nextBytes(PATTERN);
    }

    private final long size;
    private final byte[] block = PATTERN.clone();
    private long position;

    LargeContent(long size) {
        this.size = size;
    }

    static void fill(byte[] block, long number) {
        ByteBuffer.wrap(block).putLong(number);
    }

    static byte[] block() {
        return PATTERN.clone();
    }

    static Blob blob(long size) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        byte[] block = block();
        for (long number = 0; number * BLOCK < size; number++) {
            fill(block, number);
            hash.update(block, 0, (int) Math.min(BLOCK, size - number * BLOCK));
        }
        Digest digest = Digest.of(DigestAlgorithm.SHA256, hash.digest());
        return Blobs.claiming(digest, size, () -> new LargeContent(size));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position == size) {
            return -1;
        }
        int inBlock = (int) (position % BLOCK);
        if (inBlock == 0) {
            fill(block, position / BLOCK);
        }
        int count = (int) Math.min(Math.min(length, BLOCK - inBlock), size - position);
        System.arraycopy(block, inBlock, buffer, offset, count);
        position += count;
        return count;
    }
}
