package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kind of content something is (RFC 6838, section 4.2), without parameters.
 *
 * @param value {@code type/subtype}
 */
public record MediaType(String value) implements Comparable<MediaType> {

    private static final Pattern GRAMMAR =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    public static final MediaType OCI_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    public static final MediaType OCI_MANIFEST = new MediaType("application/vnd.oci.image.manifest.v1+json");
    public static final MediaType OCI_CONFIG = new MediaType("application/vnd.oci.image.config.v1+json");
    public static final MediaType OCI_LAYER_TAR = new MediaType("application/vnd.oci.image.layer.v1.tar");
    public static final MediaType OCI_LAYER_GZIP = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
    public static final MediaType OCI_LAYER_ZSTD = new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");
    public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");
    public static final MediaType DOCKER_INDEX =
            new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
    public static final MediaType DOCKER_MANIFEST =
            new MediaType("application/vnd.docker.distribution.manifest.v2+json");
    public static final MediaType DOCKER_CONFIG = new MediaType("application/vnd.docker.container.image.v1+json");
    public static final MediaType DOCKER_LAYER_GZIP =
            new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip");
    public static final MediaType SIF_CONFIG = new MediaType("application/vnd.sylabs.sif.config.v1+json");
    public static final MediaType SIF_LAYER = new MediaType("application/vnd.sylabs.sif.layer.v1.sif");
    public static final MediaType HELM_CONFIG = new MediaType("application/vnd.cncf.helm.config.v1+json");
    public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream");

    /** As Singularity before 3.7 wrote it; clients know its typing error. */
    private static final MediaType OLD_SIF_LAYER = new MediaType("appliciation/vnd.sylabs.sif.layer.tar");

    private static final Set<String> TAKEN_FOR_IMAGE = Set.of(OCTET_STREAM.value(), "application/json", "text/html");

    /** Nearly every descriptor has one of these, and a registry has millions of descriptors. */
    private static final Map<String, MediaType> COMMON = Stream.of(
                    OCI_INDEX,
                    OCI_MANIFEST,
                    OCI_CONFIG,
                    OCI_LAYER_TAR,
                    OCI_LAYER_GZIP,
                    OCI_LAYER_ZSTD,
                    DOCKER_INDEX,
                    DOCKER_MANIFEST,
                    DOCKER_CONFIG,
                    DOCKER_LAYER_GZIP)
            .collect(Collectors.toUnmodifiableMap(MediaType::value, type -> type));

    public MediaType {
        Objects.requireNonNull(value, "value");
        if (!GRAMMAR.matcher(value).matches()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.MANIFEST_INVALID, "\"" + value + "\"", "is not a media type")
                    .hint("A media type is like application/vnd.oci.image.manifest.v1+json, without" + " parameters."));
        }
    }

    /** Empty where {@code value} is not a media type. */
    public static Optional<MediaType> tryParse(String value) {
        MediaType known = COMMON.get(value);
        if (known != null) {
            return Optional.of(known);
        }
        return GRAMMAR.matcher(value).matches() ? Optional.of(new MediaType(value)) : Optional.empty();
    }

    /** A layer that its licence may forbid to pass on, of OCI or Docker: it may be nowhere but at its {@code urls}. */
    public boolean isNondistributable() {
        return value.contains(".nondistributable.") || value.contains(".foreign.");
    }

    /** An OCI index or Docker's manifest list. */
    public boolean isIndex() {
        return equals(OCI_INDEX) || equals(DOCKER_INDEX);
    }

    /** An OCI image manifest or Docker's, schema 2. */
    public boolean isImageManifest() {
        return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
    }

    /** Whether content of this type is a manifest, and not a blob. */
    public boolean isManifest() {
        return isIndex() || isImageManifest();
    }

    /** A config that describes a root file system, which a container can run. */
    public boolean isImageConfig() {
        return equals(OCI_CONFIG) || equals(DOCKER_CONFIG);
    }

    /** Docker takes these types for those of a config or a layer of an image, since some registries and tools wrote them. */
    boolean isTakenForImage() {
        return TAKEN_FOR_IMAGE.contains(value);
    }

    /** A layer of an image, as OCI names them. */
    boolean isOciLayer() {
        return value.startsWith("application/vnd.oci.image.layer.");
    }

    /** A layer of an image, as OCI or Docker names them. */
    boolean isImageLayer() {
        return isOciLayer() || value.startsWith("application/vnd.docker.image.rootfs.");
    }

    /** A Singularity image file, in one of the two spellings that clients pull. */
    public boolean isSif() {
        return equals(SIF_LAYER) || equals(OLD_SIF_LAYER);
    }

    @Override
    public int compareTo(MediaType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
