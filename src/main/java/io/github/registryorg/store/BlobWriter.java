package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes files that are there whole or not at all: beside their place, verified, safe on the disk, then moved in one
 * step. Each writer has a file of its own, so that several may write the same blob at once: the last wins, with the same
 * content.
 */
final class BlobWriter {

    /** Beside the blobs, since only there the move is sure to stay within one file system. */
    private static final String PARTIAL = ".partial";

    /** What is older was left by a run that was killed; a running one touches its file with every write. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final int BUFFER = 256 * 1024;

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /** @throws RegistryException as {@link WritableBlobStore#put} says; then nothing is left */
    void write(Blob blob, Path file) {
        Path partials = file.resolveSibling(PARTIAL);
        Path partial = partials.resolve(blob.digest().hex().substring(0, 12) + "-" + UUID.randomUUID());
        try {
            Files.createDirectories(partials);
            sweep(partials);
            copy(blob, partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.getParent());
        } catch (ClosedByInterruptException e) {
            throw new RegistryException(
                    Problem.of(
                            ProblemCode.INTERRUPTED,
                            blob.digest().toString(),
                            "was not stored, as the run was stopped"),
                    e);
        } catch (IOException e) {
            throw Failures.io("Storing a blob", file, e);
        } finally {
            discard(partial);
        }
    }

    private static void copy(Blob blob, Path partial) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, blob.size()))];
        try (CheckedContent content = new CheckedContent(blob);
                FileChannel out = FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            Optional<Problem> problem = content.problem();
            if (problem.isPresent()) {
                throw new RegistryException(problem.get());
            }
            out.force(true);
        }
    }

    /** Makes the new name outlast a power cut, on systems where a folder can be told to. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows has no such thing; the blob is there all the same
        }
    }

    /** Once for each folder, removes what killed runs have left. */
    private void sweep(Path partials) throws IOException {
        if (!swept.add(partials)) {
            return;
        }
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    discard(file);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException e) {
            // another writer has just moved it into place
            return false;
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // harmless: nothing reads it, and it is swept some day
        }
    }
}
