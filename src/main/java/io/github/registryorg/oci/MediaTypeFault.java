package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;

/**
 * Content that contradicts its media type, so that some clients fail on it. What all clients read is none: a layer that is
 * declared gzip and is zstd or not compressed, an OCI config in Docker's manifest, Docker's layers in an OCI manifest. Nor is a
 * layer whose first bytes tell nothing: old tar archives have no magic number.
 */
public enum MediaTypeFault {
    DOCKER_CONFIG(
            "a manifest",
            "is an OCI manifest with Docker's type of config",
            "podman, and skopeo inspect, fail on it (\"invalid mixed OCI image\")",
            "Build the image as OCI's or as Docker's altogether: the config of an OCI manifest is "
                    + MediaType.OCI_CONFIG + "."),
    OCI_LAYER(
            "a manifest",
            "is Docker's manifest with a layer of an OCI type",
            "podman and skopeo fail on it (\"unsupported docker v2s2 media type\")",
            "Build the image as OCI's or as Docker's altogether: a layer of Docker's manifest is "
                    + MediaType.DOCKER_LAYER_GZIP + "."),
    COMPRESSED_AS_TAR(
            "a layer",
            "is compressed, and its media type is that of a layer that is not",
            "containerd, and docker with containerd's store, fail on it (\"unexpected EOF\")",
            "Declare it as it is, such as " + MediaType.OCI_LAYER_GZIP + ": build the image again."),
    COMPRESSION_UNKNOWN(
            "a layer",
            "is compressed with something else than gzip or zstd",
            "containerd, and docker with containerd's store, can't decompress it",
            "Compress the layer with gzip: build the image again.");

    private final String part;
    private final String what;
    private final String consequence;
    private final String hint;

    MediaTypeFault(String part, String what, String consequence, String hint) {
        this.part = part;
        this.what = what;
        this.consequence = consequence;
        this.hint = hint;
    }

    /** What a manifest alone tells. */
    public static Optional<MediaTypeFault> of(ImageManifest manifest) {
        boolean isOci = manifest.mediaType().equals(MediaType.OCI_MANIFEST);
        if (!manifest.canDescribeContainer()) {
            return Optional.empty();
        }
        if (isOci) {
            return manifest.config().mediaType().equals(MediaType.DOCKER_CONFIG)
                    ? Optional.of(DOCKER_CONFIG)
                    : Optional.empty();
        }
        return manifest.layers().stream().anyMatch(layer -> layer.mediaType().isOciLayer())
                ? Optional.of(OCI_LAYER)
                : Optional.empty();
    }

    /**
     * What the first bytes of a layer tell.
     *
     * @param start its first {@link Compression#MAGIC_LENGTH} bytes or more; all where it has less
     */
    public static Optional<MediaTypeFault> of(LayerFormat format, byte[] start) {
        Optional<Compression> compression = Compression.of(start);
        if (format == LayerFormat.OTHER || compression.isEmpty()) {
            return Optional.empty();
        }
        return switch (compression.get()) {
            case GZIP, ZSTD -> format == LayerFormat.TAR ? Optional.of(COMPRESSED_AS_TAR) : Optional.empty();
            case XZ, BZIP2 -> Optional.of(COMPRESSION_UNKNOWN);
        };
    }

    /** What is wrong, a clause about a manifest or a layer. */
    public String what() {
        return what;
    }

    /** The same with what it is about, {@code "a layer is …"}. */
    public String sentence() {
        return part + " " + what;
    }

    /** What to do, a sentence. */
    public String hint() {
        return hint;
    }

    /**
     * A warning that names the clients that fail.
     *
     * @param subject of the problem
     * @param part the manifest or layer in it; empty where that is the subject
     */
    public Problem problem(String subject, String part) {
        return Problem.of(ProblemCode.MEDIA_TYPE_UNUSUAL, subject, part.isEmpty() ? what : part + " " + what)
                .because(consequence)
                .hint(hint);
    }
}
