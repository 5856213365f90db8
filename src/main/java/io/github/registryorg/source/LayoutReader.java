package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the parts of an OCI layout (image specification, "Image Layout") and holds each against the descriptor that
 * leads to it.
 */
final class LayoutReader {

    static final String MARKER = "oci-layout";
    static final String INDEX = "index.json";

    private static final int LARGEST_MARKER = 4096;
    private static final int MOST_MANIFESTS = 10_000;
    private static final long MOST_MANIFEST_BYTES = 16L * 1024 * 1024;

    private final String subject;
    private final SourceFiles files;
    private final Map<Digest, RawManifest> manifests = new HashMap<>();
    private long manifestBytes;

    LayoutReader(String subject, SourceFiles files) {
        this.subject = subject;
        this.files = files;
    }

    /** What {@code index.json} says, after a look at {@code oci-layout}. */
    ImageIndex index() {
        JsonNode marker = said(MARKER, () -> Json.readObject(required(MARKER).read(subject, LARGEST_MARKER)));
        String version = marker.path("imageLayoutVersion").asText("");
        if (!version.equals("1.0.0")) {
            throw failure(
                    ProblemCode.SOURCE_INVALID,
                    "the layout has the version \"" + version + "\", and 1.0.0 is understood",
                    "Copy it with a tool that writes 1.0.0, such as skopeo.");
        }
        RawManifest raw = said(INDEX, () -> RawManifest.of(required(INDEX).read(subject, RawManifest.LARGEST)));
        if (raw.manifest() instanceof ImageIndex index) {
            return index;
        }
        throw failure(
                ProblemCode.SOURCE_INVALID,
                INDEX + " is an image manifest, not an index",
                "Build the layout again: its index.json lists the images that it holds.");
    }

    /**
     * The manifest or index that a descriptor points at, read once.
     *
     * @param namedBy what has the descriptor
     */
    RawManifest manifest(Descriptor descriptor, String namedBy) {
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
                    digest + " is of the type " + raw.mediaType() + ", and " + namedBy + " says "
                            + descriptor.mediaType(),
                    "Clients would refuse it: build the image again.");
        }
        return raw;
    }

    private RawManifest read(Descriptor descriptor, String namedBy) {
        Digest digest = descriptor.digest();
        if (descriptor.size() > RawManifest.LARGEST) {
            throw failure(
                    ProblemCode.MANIFEST_INVALID,
                    "the manifest " + digest + " has " + descriptor.size() + " bytes, more than 4 MiB",
                    "Registries and clients refuse it: make fewer entries or shorter annotations.");
        }
        SourceFile file = files.find(path(digest))
                .orElseThrow(() -> failure(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        "the manifest " + digest + " is not in the layout, and " + namedBy + " names it"
                                + (descriptor.platform() == null ? "" : " for " + descriptor.platform()),
                        "The layout may be a sparse copy: make one with all of it (skopeo copy --all)."));
        checkSize(descriptor, file.size(), namedBy);
        manifestBytes += file.size();
        if (manifestBytes > MOST_MANIFEST_BYTES || manifests.size() >= MOST_MANIFESTS) {
            throw failure(
                    ProblemCode.SOURCE_INVALID,
                    "the layout has more than " + MOST_MANIFESTS + " manifests, or " + MOST_MANIFEST_BYTES
                            + " bytes of them",
                    "Copy the image that you mean into a layout of its own (skopeo copy --all).");
        }
        return said(digest.toString(), () -> RawManifest.of(file.read(subject, RawManifest.LARGEST), digest));
    }

    /** A config, layer or other content that is no manifest; empty where the layout does not have it. */
    Optional<Blob> blob(Descriptor descriptor, String namedBy) {
        return files.find(path(descriptor.digest())).map(file -> {
            checkSize(descriptor, file.size(), namedBy);
            return new Blob(descriptor, file.content());
        });
    }

    /** A problem with this layout. */
    Problem problem(ProblemCode code, String what, String hint) {
        return Problem.of(code, subject, what).hint(hint);
    }

    private RegistryException failure(ProblemCode code, String what, String hint) {
        return new RegistryException(problem(code, what, hint));
    }

    void checkSize(Descriptor descriptor, long size, String namedBy) {
        if (descriptor.size() != size) {
            throw failure(
                    ProblemCode.SIZE_INVALID,
                    descriptor.digest() + " has " + size + " bytes, and " + namedBy + " says " + descriptor.size(),
                    "The layout is damaged or its copy was cut short: copy or build it again.");
        }
    }

    private SourceFile required(String name) {
        return files.find(name)
                .orElseThrow(() -> failure(
                        ProblemCode.SOURCE_INVALID,
                        "is not an OCI layout: it has no " + name,
                        "Check the path, or build the layout again."));
    }

    /** The kernel knows no files: whatever it finds wrong is said of this one. */
    private <T> T said(String of, Supplier<T> reading) {
        return Blame.on(subject, of, reading);
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
    }
}
