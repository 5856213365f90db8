package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
import java.util.function.Function;

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

    /**
     * Marks the names of this process's own files, which must not even be opened: closing them would release our own
     * locks. Its start is in it, since a container's process has the same id after each start.
     */
    static final String OWN = "-" + ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L)
            + "-";

    private static final int BUFFER = 256 * 1024;

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /** @throws RegistryException as {@link WritableBlobStore#put}; then nothing is left */
    void write(Blob blob, Path file) {
        Path partials = file.resolveSibling(PARTIAL);
        try {
            Files.createDirectories(partials);
            sweep(partials);
            try (Partial partial = Partial.in(partials, blob.digest().hex().substring(0, 12))) {
                copy(blob, partial.channel());
                // still locked, so that it is not swept as a file that was left
                Files.move(partial.path(), file, StandardCopyOption.ATOMIC_MOVE);
            }
            sync(Objects.requireNonNull(file.getParent(), "a blob is in a directory"));
        } catch (IOException e) {
            throw Failures.io("storing a blob", file, e);
        }
    }

    /**
     * Begins a file whose place is known only at its end.
     *
     * @param above the directory of blobs that it will probably be in
     * @param places where a blob is stored; makes the directory
     * @throws RegistryException {@code IO_FAILED}
     */
    IncomingBlob.Staged begin(Path above, Function<Digest, Path> places) {
        Path partials = above.resolve(PARTIAL);
        try {
            Files.createDirectories(partials);
            sweep(partials);
            return new StagedFile(Partial.in(partials, "incoming"), places);
        } catch (IOException e) {
            throw Failures.io("storing a blob", partials, e);
        }
    }

    /** Content in a file that has no blob's name yet. */
    private record StagedFile(Partial partial, Function<Digest, Path> places) implements IncomingBlob.Staged {

        @Override
        public void write(byte[] buffer, int offset, int length) {
            try {
                writeAll(partial.channel(), ByteBuffer.wrap(buffer, offset, length));
            } catch (IOException e) {
                throw Failures.io("storing a blob", partial.path(), e);
            }
        }

        @Override
        public InputStream open() {
            try {
                // of this channel: closing another one of the file would release our lock, as POSIX has it
                return new UnclosedInput(
                        Channels.newInputStream(partial.channel().position(0)));
            } catch (IOException e) {
                throw Failures.io("reading", partial.path(), e);
            }
        }

        @Override
        public void keep(Descriptor blob) {
            Path file = places.apply(blob.digest());
            try {
                partial.channel().force(true);
                // still locked, so that it is not swept as a file that was left
                Files.move(partial.path(), file, StandardCopyOption.ATOMIC_MOVE);
                sync(Objects.requireNonNull(file.getParent(), "a blob is in a directory"));
            } catch (IOException e) {
                throw Failures.io("storing a blob", file, e);
            }
        }

        @Override
        public void close() {
            try {
                partial.close();
            } catch (IOException e) {
                // what matters is safe already, or is discarded
            }
        }
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static void copy(Blob blob, FileChannel out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, blob.size()))];
        try (CheckedContent content = new CheckedContent(blob)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                writeAll(out, ByteBuffer.wrap(buffer, 0, read));
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

        static Partial in(Path directory, String start) throws IOException {
            while (true) {
                Path path = directory.resolve(start + OWN + UUID.randomUUID());
                FileChannel channel = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
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
