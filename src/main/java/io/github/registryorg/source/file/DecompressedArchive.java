package io.github.registryorg.source.file;

import io.github.registryorg.oci.Compression;
import io.github.registryorg.oci.GzipContent;
import io.github.registryorg.oci.ZstdContent;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * An archive that is compressed with gzip or zstd, as a plain one in a temporary file: the entries of a tar archive are read in
 * any order, and several at a time.
 */
public final class DecompressedArchive {

    private static final int BUFFER = 128 * 1024;

    /** An archive of layers that are not compressed shrinks to a tenth, or less where files are mostly zeros. */
    private static final int MAX_RATIO = 32;

    /** What a small archive may become all the same. */
    private static final long MAX_SIZE_OF_SMALL = 1024L * 1024 * 1024;

    private final String subject;
    private final Path archive;
    private final long maxSize;

    /** @param maxSize of what it becomes, in bytes */
    DecompressedArchive(String subject, Path archive, long maxSize) {
        this.subject = subject;
        this.archive = archive;
        this.maxSize = maxSize;
    }

    /**
     * The archive itself where it is not compressed, or in a way that can't be read here; otherwise a temporary file.
     *
     * @param subject of problems
     * @throws RegistryException {@code SOURCE_INVALID} if it can't be decompressed, {@code FILE_TOO_LARGE} if it becomes
     *     larger than an archive of this size should
     */
    public static Path of(String subject, Path archive, TemporaryFiles temporary) {
        return new DecompressedArchive(subject, archive, maxSize(archive)).in(temporary);
    }

    private static long maxSize(Path archive) {
        try {
            return Math.max(MAX_SIZE_OF_SMALL, MAX_RATIO * Files.size(archive));
        } catch (IOException e) {
            throw Failures.io("reading", archive, e);
        }
    }

    Path in(TemporaryFiles temporary) {
        Compression compression;
        try (InputStream in = Files.newInputStream(archive)) {
            compression =
                    Compression.of(in.readNBytes(Compression.MAGIC_LENGTH)).orElse(null);
        } catch (IOException e) {
            throw Failures.io("reading", archive, e);
        }
        if (compression != Compression.GZIP && compression != Compression.ZSTD) {
            return archive;
        }
        Path plain = temporary.create();
        write(compression, plain);
        return plain;
    }

    private void write(Compression compression, Path plain) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream compressed = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
                InputStream in = decompressed(compression, compressed);
                OutputStream out = Files.newOutputStream(plain)) {
            long size = 0;
            for (int count = read(compression, in, buffer); count >= 0; count = read(compression, in, buffer)) {
                size += count;
                if (size > maxSize) {
                    throw tooLarge(compression);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw Failures.io("decompressing " + archive.getFileName() + " to", plain, e);
        }
    }

    private InputStream decompressed(Compression compression, InputStream compressed) throws IOException {
        try {
            return compression == Compression.GZIP ? new GzipContent(compressed, BUFFER) : new ZstdContent(compressed);
        } catch (EOFException | ZipException | ZstdContent.UnsupportedZstdException e) {
            throw damaged(compression, e);
        }
    }

    private int read(Compression compression, InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw damaged(compression, e);
        }
    }

    private RegistryException damaged(Compression compression, IOException cause) {
        if (cause instanceof ZstdContent.UnsupportedZstdException) {
            return new RegistryException(
                    Problem.of(ProblemCode.UNSUPPORTED, subject, "can't be decompressed here")
                            .because(cause.getMessage())
                            .hint("Decompress it yourself, and name the result: " + command(compression) + "."),
                    cause);
        }
        return Failures.of(
                Problem.of(
                                ProblemCode.SOURCE_INVALID,
                                subject,
                                "can't be decompressed, although it begins as " + compression + " does")
                        .because(cause.getMessage())
                        .hint("Build or copy the archive again. If " + command(compression)
                                + " can read it, name its result."),
                cause);
    }

    private RegistryException tooLarge(Compression compression) {
        return new RegistryException(Problem.of(
                        ProblemCode.FILE_TOO_LARGE,
                        subject,
                        "becomes larger than " + ByteCount.binary(maxSize) + " when it is decompressed")
                .hint("Is it what it should be? If so, decompress it yourself, and name the result: "
                        + command(compression) + "."));
    }

    private String command(Compression compression) {
        return compression.decompress() + " '" + archive.getFileName() + "' > image.tar";
    }
}
