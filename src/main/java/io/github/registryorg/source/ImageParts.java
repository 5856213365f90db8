package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place that has manifests and blobs under their digests. Each is checked against the descriptor that leads to it.
 */
abstract class ImageParts {

    private static final int MAX_NESTED = 16;
    private static final int MAX_CONFIG_SIZE = 1024 * 1024;
    private static final int MAX_MANIFESTS = 10_000;
    private static final long MAX_MANIFEST_BYTES = 16L * 1024 * 1024;

    private final String subject;
    private final String place;
    private final String whenSparse;
    private final String whenDamaged;
    private final Map<Digest, RawManifest> manifests = new HashMap<>();
    private long manifestBytes;

    /**
     * @param subject as the user named it
     * @param place what it is, with its article
     * @param whenSparse what to do where something is not there
     * @param whenDamaged what to do where something has another size
     */
    ImageParts(String subject, String place, String whenSparse, String whenDamaged) {
        this.subject = subject;
        this.place = place;
        this.whenSparse = whenSparse;
        this.whenDamaged = whenDamaged;
    }

    /** The bytes of a manifest, at most {@link RawManifest#MAX_SIZE}; empty where they are not there. */
    abstract Optional<byte[]> manifestBytes(Descriptor descriptor, String namedBy);

    /**
     * A config, layer or other content that is not a manifest; empty where it is not there.
     *
     * @param namedBy what has the descriptor
     */
    abstract Optional<Blob> blob(Descriptor descriptor, String namedBy);

    /**
     * The manifest or index that a descriptor points at, read once.
     *
     * @param namedBy what has the descriptor
     */
    final RawManifest manifest(Descriptor descriptor, String namedBy) {
        return find(descriptor, namedBy).orElseThrow(() -> new RegistryException(missing(descriptor, namedBy)));
    }

    /** The same; empty where it is not there. */
    final Optional<RawManifest> find(Descriptor descriptor, String namedBy) {
        Digest digest = descriptor.digest();
        RawManifest raw = manifests.get(digest);
        if (raw == null) {
            raw = read(descriptor, namedBy);
            if (raw == null) {
                return Optional.empty();
            }
            manifests.put(digest, raw);
        }
        checkSize(descriptor, raw.descriptor().size(), namedBy);
        if (!descriptor.mediaType().equals(raw.mediaType())) {
            throw failure(
                    ProblemCode.MANIFEST_INVALID,
                    digest + " is of the type " + raw.mediaType() + ", and " + namedBy + " declares "
                            + descriptor.mediaType(),
                    "Clients would refuse it: build the image again.");
        }
        return Optional.of(raw);
    }

    /** Adds a manifest that was made of others, and returns what leads to it. */
    final Descriptor made(RawManifest manifest) {
        manifests.put(manifest.digest(), manifest);
        return manifest.descriptor();
    }

    /**
     * What something is for: by its descriptor, or where that doesn't tell, by the config of an image; empty where that
     * doesn't tell either.
     *
     * @param namedBy what has the descriptor
     */
    final Optional<Platform> platform(Descriptor descriptor, String namedBy) {
        if (descriptor.platform() != null && !descriptor.platform().os().isEmpty()) {
            return Optional.of(descriptor.platform());
        }
        return config(descriptor, namedBy).map(ImageConfig::platform);
    }

    /** The config of an image; empty for what is not one, or where it is not there, very large or can't be read. */
    final Optional<ImageConfig> config(Descriptor descriptor, String namedBy) {
        try {
            return Optional.of(descriptor)
                    .filter(one -> one.mediaType().isImageManifest())
                    .flatMap(one -> find(one, namedBy))
                    .map(RawManifest::manifest)
                    .filter(one -> one instanceof ImageManifest image && image.isContainerImage())
                    .map(one -> ((ImageManifest) one).config())
                    .filter(config -> config.size() <= MAX_CONFIG_SIZE)
                    .flatMap(config -> blob(config, descriptor.digest().toString()))
                    .map(config -> ImageConfig.read(config.read()));
        } catch (RegistryException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Whether an image, or what else a descriptor leads to, is there, and all of it is what it is declared to be.
     *
     * @param namedBy what has the descriptor
     */
    final boolean isComplete(Descriptor descriptor, String namedBy) {
        try {
            if (!descriptor.mediaType().isManifest()) {
                return isThere(descriptor, namedBy);
            }
            return find(descriptor, namedBy)
                    .filter(raw -> raw.manifest().references().stream()
                            .allMatch(one -> isThere(one, raw.digest().toString())))
                    .isPresent();
        } catch (RegistryException broken) {
            return false;
        }
    }

    private boolean isThere(Descriptor blob, String namedBy) {
        return blob.isForeign() || blob(blob, namedBy).isPresent();
    }

    final void checkNesting(int indexes) {
        if (indexes > MAX_NESTED) {
            throw failure(
                    ProblemCode.MANIFEST_INVALID,
                    "indexes are nested more than " + MAX_NESTED + " deep",
                    "Clients don't follow that: let one index name the manifests themselves.");
        }
    }

    /** Null where it is not there. */
    private @Nullable RawManifest read(Descriptor descriptor, String namedBy) {
        Digest digest = descriptor.digest();
        if (descriptor.size() > RawManifest.MAX_SIZE) {
            throw failure(
                    ProblemCode.MANIFEST_INVALID,
                    "the manifest " + digest + " has " + ByteCount.exact(descriptor.size()) + ", more than 4 MiB",
                    "Registries and clients refuse it: make fewer entries or shorter annotations.");
        }
        byte[] bytes = manifestBytes(descriptor, namedBy).orElse(null);
        if (bytes == null) {
            return null;
        }
        manifestBytes += bytes.length;
        if (manifestBytes > MAX_MANIFEST_BYTES || manifests.size() >= MAX_MANIFESTS) {
            throw failure(
                    ProblemCode.SOURCE_INVALID,
                    place + " has more than " + Count.grouped(MAX_MANIFESTS) + " manifests, or "
                            + ByteCount.exact(MAX_MANIFEST_BYTES) + " of them",
                    "Copy the image that you mean into a layout of its own (skopeo copy --all).");
        }
        checkSize(descriptor, bytes.length, namedBy);
        return SourceProblems.withSubject(subject, digest.toString(), () -> RawManifest.of(bytes, digest));
    }

    final void checkSize(Descriptor descriptor, long size, String namedBy) {
        if (descriptor.size() != size) {
            throw failure(
                    ProblemCode.SIZE_INVALID,
                    descriptor.digest() + " has " + ByteCount.exact(size) + ", and " + namedBy + " declares "
                            + Count.grouped(descriptor.size()),
                    whenDamaged);
        }
    }

    /** Reports that a manifest or blob is missing. */
    final Problem missing(Descriptor blob, String namedBy) {
        if (blob.mediaType().isManifest()) {
            return problem(
                    ProblemCode.MANIFEST_BLOB_UNKNOWN,
                    "the manifest " + blob.digest() + " is not in " + place + ", and " + namedBy + " names it"
                            + (blob.platform() == null ? "" : " for " + blob.platform()),
                    whenSparse);
        }
        return problem(
                ProblemCode.MANIFEST_BLOB_UNKNOWN,
                "the blob " + blob.digest() + " (" + blob.mediaType() + ") is not in " + place + ", and " + namedBy
                        + " names it",
                blob.mediaType().isNondistributable()
                        ? "Its licence may forbid to pass it on, so tools leave such layers where they are. If you may,"
                                + " put the file into the layout; otherwise build on a base without it."
                        : whenSparse);
    }

    /** As the user named it. */
    final String subject() {
        return subject;
    }

    /** What this is, with its article. */
    final String place() {
        return place;
    }

    /** A problem with this source. */
    final Problem problem(ProblemCode code, String what, @Nullable String hint) {
        return Problem.of(code, subject, what).hint(hint);
    }

    final RegistryException failure(ProblemCode code, String what, String hint) {
        return new RegistryException(problem(code, what, hint));
    }
}
