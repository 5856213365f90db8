package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in a directory. Links may lead about within it, never out of it: who can name a base, or has put a link among the
 * blobs, shall not have other files of this machine read.
 */
public final class FileBlobStore implements ReceivingBlobStore {

    private final URI base;
    private final Path directory;
    private final BlobWriter writer = new BlobWriter();

    /** The directory with all links resolved; null until it was first seen to exist. */
    private volatile @Nullable Path root;

    /**
     * A store that need not exist yet.
     *
     * @param base the address that readers know it by
     * @param directory where it is
     */
    public FileBlobStore(URI base, Path directory) {
        this.base = Objects.requireNonNull(base, "base");
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return find(digest).map(found -> OptionalLong.of(found.size())).orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Path> locate(Digest digest) {
        return find(digest).map(Found::file);
    }

    /** A regular file within the store, all links resolved, and its size in bytes. */
    private record Found(Path file, long size) {}

    private Optional<Found> find(Digest digest) {
        Path file = file(digest);
        try {
            Path real = file.toRealPath();
            requireInside(real, file);
            BasicFileAttributes kind = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!kind.isRegularFile()) {
                throw new RegistryException(Problem.of(
                                ProblemCode.FILE_KIND_INVALID, file.toString(), "should be a blob, but is not a file")
                        .hint("Remove it, then publish the blob again (registry:publish)."));
            }
            return Optional.of(new Found(real, kind.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("looking for a blob", file, e);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        Path file = locate(digest).orElseThrow(() -> unknown(digest));
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw unknown(digest);
        } catch (IOException e) {
            throw Failures.io("opening a blob", file, e);
        }
    }

    @Override
    public Put put(Blob blob, boolean deep) {
        Optional<Found> there = find(blob.digest());
        if (there.isPresent() && isRight(there.get(), blob, deep)) {
            return Put.PRESENT;
        }
        writer.write(blob, place(blob.digest()));
        return Put.WRITTEN;
    }

    @Override
    public IncomingBlob receive(DigestAlgorithm algorithm) {
        Path above = directory.resolve(algorithm.id());
        makeDirectory(above);
        return new IncomingBlob(algorithm, writer.begin(above, this::place));
    }

    /** Where a blob is written, in a directory that is there. */
    private Path place(Digest digest) {
        Path file = file(digest);
        makeDirectory(Objects.requireNonNull(file.getParent(), "a blob is in a directory"));
        return file;
    }

    private void makeDirectory(Path above) {
        try {
            Files.createDirectories(above);
            requireInside(above.toRealPath(), above);
        } catch (IOException e) {
            throw Failures.io("making a directory for blobs", above, e);
        }
    }

    private static boolean isRight(Found found, Blob blob, boolean deep) {
        if (found.size() != blob.size()) {
            return false;
        }
        Blob stored = new Blob(blob.descriptor(), () -> Files.newInputStream(found.file()));
        return !deep || CheckedContent.check(stored).isEmpty();
    }

    private Path file(Digest digest) {
        return directory.resolve(BlobAddress.path(digest));
    }

    private void requireInside(Path real, Path named) throws IOException {
        if (root == null) {
            root = directory.toRealPath();
        }
        if (!real.startsWith(root)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.FILE_KIND_INVALID, named.toString(), "is a link that leads out of the store")
                            .hint("Remove the link, and put what it leads to in its place."));
        }
    }

    private RegistryException unknown(Digest digest) {
        Problem problem = Problem.of(ProblemCode.BLOB_UNKNOWN, digest.toString(), "is not in the store " + directory)
                .hint("Publish it again (registry:publish).");
        return new RegistryException(
                Files.isDirectory(directory) ? problem : problem.because("that directory is not there"));
    }
}
