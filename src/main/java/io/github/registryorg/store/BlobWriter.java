package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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

    /**
     * What is older was left by a run that was killed, whoever holds it: not all file systems support locks. A
     * running one touches its file with every write.
     */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** Marks the names of our own files, which must not even be opened: closing them would release our own locks. */
    private static final String OWN = "-" + ProcessHandle.current().pid() + "-";

    private static final int BUFFER = 256 * 1024;

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /** @throws RegistryException as {@link WritableBlobStore#put}; then nothing is left */
    void write(Blob blob, Path file) {
        Path partials = file.resolveSibling(PARTIAL);
        try {
            Files.createDirectories(partials);
            sweep(partials);
            try (Partial partial = Partial.in(partials, blob.digest())) {
                copy(blob, partial.channel());
                // still locked, so that it is not swept as a file that was left
                Files.move(partial.path(), file, StandardCopyOption.ATOMIC_MOVE);
            }
            sync(Objects.requireNonNull(file.getParent(), "a blob is in a directory"));
        } catch (IOException e) {
            throw Failures.io("storing a blob", file, e);
        }
    }

    private static void copy(Blob blob, FileChannel out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, blob.size()))];
        try (CheckedContent content = new CheckedContent(blob)) {
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

    /** A new file that is locked as long as it is open, so that other processes see that it is being written. */
    private record Partial(Path path, FileChannel channel) implements AutoCloseable {

        static Partial in(Path directory, Digest digest) throws IOException {
            while (true) {
                Path path = directory.resolve(digest.hex().substring(0, 12) + OWN + UUID.randomUUID());
                FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                Partial partial = new Partial(path, channel);
                try {
                    if (channel.tryLock() != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                        return partial;
                    }
                } catch (IOException e) {
                    // a file system without locks: there, new files are not swept
                    return partial;
                }
                // it was swept between the two steps
                partial.close();
            }
        }

        /** Leaves nothing, unless it was moved. */
        @Override
        public void close() throws IOException {
            try (channel) {
                discard(path);
            }
        }
    }

    /** Makes the new name outlast a power cut, on systems where a directory can be synchronized. */
    private static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows has no such thing; the blob is there all the same
        }
    }

    /** Once for each directory, removes what killed runs have left. */
    private void sweep(Path partials) throws IOException {
        if (!swept.add(partials)) {
            return;
        }
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
            for (Path file : files) {
                if (!file.getFileName().toString().contains(OWN)) {
                    sweep(file, limit);
                }
            }
        }
    }

    private static void sweep(Path file, Instant limit) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(limit);
            if (old || channel.tryLock() != null) {
                discard(file);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // it is being written, or was just moved into place
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
