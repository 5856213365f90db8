package io.github.registryorg.store;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Reads content once, hashing it, and never more of it than was announced. */
public final class VerifiedCopy {

    private static final int BUFFER = 128 * 1024;

    private VerifiedCopy() {}

    /**
     * Writes content to a new file that is on the disk when this returns.
     *
     * @throws RegistryException {@code SIZE_INVALID} or {@code DIGEST_INVALID} if it is not what it should be
     */
    public static void copy(InputStream content, Descriptor expected, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            read(content, expected, out);
            out.force(true);
        }
    }

    /**
     * Reads content to its end.
     *
     * @throws RegistryException {@code SIZE_INVALID} or {@code DIGEST_INVALID} if it is not what it should be
     */
    public static void verify(InputStream content, Descriptor expected) throws IOException {
        read(content, expected, null);
    }

    private static void read(InputStream content, Descriptor expected, FileChannel out) throws IOException {
        DigestAlgorithm algorithm = expected.digest().algorithm();
        MessageDigest hash = algorithm.newMessageDigest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            size += count;
            if (size > expected.size()) {
                throw wrongSize(expected, "more");
            }
            hash.update(buffer, 0, count);
            if (out != null) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        }
        if (size < expected.size()) {
            throw wrongSize(expected, "only " + size);
        }
        Digest actual = Digest.of(algorithm, hash.digest());
        if (!actual.equals(expected.digest())) {
            throw new RegistryException(Problem.of(
                            ProblemCode.DIGEST_INVALID,
                            expected.digest().toString(),
                            "its bytes have the digest " + actual)
                    .hint("They were damaged or changed on the way: build or fetch them again."));
        }
    }

    private static RegistryException wrongSize(Descriptor expected, String found) {
        return new RegistryException(Problem.of(
                        ProblemCode.SIZE_INVALID,
                        expected.digest().toString(),
                        "should have " + expected.size() + " bytes, and has " + found)
                .hint("They were damaged or changed on the way: build or fetch them again."));
    }
}
