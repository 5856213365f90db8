package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A store in a folder: {@code <folder>/<algorithm>/<hex>}. Files appear in it only by rename, whole and verified. */
public final class FileBlobStore implements WritableBlobStore {

    private final Path folder;
    private final String base;

    /**
     * @param folder need not be there yet
     * @param base the address that readers know it by
     */
    public FileBlobStore(Path folder, String base) {
        this.folder = folder.toAbsolutePath().normalize();
        this.base = Objects.requireNonNull(base, "base");
    }

    @Override
    public String base() {
        return base;
    }

    @Override
    public OptionalLong stat(Digest digest) {
        Optional<Path> file = locate(digest);
        try {
            return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
        } catch (IOException e) {
            throw Failures.io("reading", file.get(), e);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        Path file = locate(digest)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.BLOB_UNKNOWN, digest.toString(), "is not in " + folder)));
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /**
     * The ordinary file that holds a blob, not yet verified; empty if there is none, or if links lead it out of the
     * store's folder.
     */
    public Optional<Path> locate(Digest digest) {
        Path file = place(digest);
        try {
            Path real = file.toRealPath();
            boolean inside = real.startsWith(folder.toRealPath());
            return inside && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private Path place(Digest digest) {
        return folder.resolve(digest.algorithm().id()).resolve(digest.hex());
    }

    @Override
    public Put put(Blob blob, boolean deep) {
        OptionalLong size = stat(blob.digest());
        if (size.isPresent() && size.getAsLong() == blob.size() && (!deep || isSound(blob))) {
            return Put.PRESENT;
        }
        Path file = place(blob.digest());
        try {
            Files.createDirectories(file.getParent());
            // beside, so that the move is one step; hidden, so that nobody takes it for a blob
            Path beside = file.resolveSibling("." + blob.digest().hex() + "." + UUID.randomUUID() + ".partial");
            try {
                try (InputStream in = blob.content().open()) {
                    VerifiedCopy.copy(in, blob.descriptor(), beside);
                }
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            return Put.WRITTEN;
        } catch (IOException e) {
            throw Failures.io("writing", file, e);
        }
    }

    private boolean isSound(Blob blob) {
        try (InputStream in = open(blob.digest())) {
            VerifiedCopy.verify(in, blob.descriptor());
            return true;
        } catch (RegistryException e) {
            return false;
        } catch (IOException e) {
            throw Failures.io("reading", place(blob.digest()), e);
        }
    }
}
