package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
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
        Digest digest = descriptor.digest();
        RawManifest raw = manifests.get(digest);
        if (raw == null) {
            raw = read(descriptor, namedBy);
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
        return raw;
    }

    private RawManifest read(Descriptor descriptor, String namedBy) {
        Digest digest = descriptor.digest();
        if (descriptor.size() > RawManifest.MAX_SIZE) {
            throw failure(
                    ProblemCode.MANIFEST_INVALID,
                    "the manifest " + digest + " has " + descriptor.size() + " bytes, more than 4 MiB",
                    "Registries and clients refuse it: make fewer entries or shorter annotations.");
        }
        byte[] bytes = manifestBytes(descriptor, namedBy)
                .orElseThrow(() -> failure(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        "the manifest " + digest + " is not in " + place + ", and " + namedBy + " names it"
                                + (descriptor.platform() == null ? "" : " for " + descriptor.platform()),
                        whenSparse));
        manifestBytes += bytes.length;
        if (manifestBytes > MAX_MANIFEST_BYTES || manifests.size() >= MAX_MANIFESTS) {
            throw failure(
                    ProblemCode.SOURCE_INVALID,
                    place + " has more than " + MAX_MANIFESTS + " manifests, or " + MAX_MANIFEST_BYTES
                            + " bytes of them",
                    "Copy the image that you mean into a layout of its own (skopeo copy --all).");
        }
        checkSize(descriptor, bytes.length, namedBy);
        return SourceProblems.withSubject(subject, digest.toString(), () -> RawManifest.of(bytes, digest));
    }

    final void checkSize(Descriptor descriptor, long size, String namedBy) {
        if (descriptor.size() != size) {
            throw failure(
                    ProblemCode.SIZE_INVALID,
                    descriptor.digest() + " has " + size + " bytes, and " + namedBy + " declares " + descriptor.size(),
                    whenDamaged);
        }
    }

    /** Reports that a blob is missing. */
    final Problem missing(Descriptor blob, String namedBy) {
        return problem(
                ProblemCode.MANIFEST_BLOB_UNKNOWN,
                "the blob " + blob.digest() + " (" + blob.mediaType() + ") is not in " + place + ", and " + namedBy
                        + " names it",
                blob.mediaType().isNondistributable()
                        ? "Its licence may forbid to pass it on, so tools leave such layers where they are. If you may,"
                                + " put the file into the layout; otherwise build on a base without it."
                        : whenSparse);
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
