package io.github.registryorg.oci;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One file as an artifact that bears its name, as the tools of its kind push it. */
public enum FileArtifact {
    /** A Singularity image file, as apptainer pushes it. */
    SIF {
        @Override
        MediaType layerType() {
            return MediaType.SIF_LAYER;
        }

        @Override
        Blob config() {
            return emptyObject(MediaType.SIF_CONFIG);
        }

        @Override
        RawManifest manifest(Descriptor config, Descriptor layer) {
            return NewManifest.of(config, List.of(layer));
        }
    },
    /** Any file, of which nothing is known but its name. */
    PLAIN {
        @Override
        MediaType layerType() {
            return MediaType.OCTET_STREAM;
        }

        @Override
        Blob config() {
            return emptyObject(MediaType.OCI_EMPTY);
        }

        @Override
        RawManifest manifest(Descriptor config, Descriptor layer) {
            return NewManifest.artifact(UNKNOWN_ARTIFACT, config, List.of(layer));
        }
    };

    /** Bytes from a file's beginning that identify its kind. */
    public static final int START_LENGTH = 42;

    /** The annotation of a layer that is the name of its file (image specification, "Pre-Defined Annotation Keys"). */
    public static final String TITLE = "org.opencontainers.image.title";

    private static final MediaType UNKNOWN_ARTIFACT = new MediaType("application/vnd.unknown.artifact.v1");
    private static final byte[] MAGIC = "SIF_MAGIC\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * What kind of file this is.
     *
     * @param start its first {@link #START_LENGTH} bytes; fewer where it has no more
     */
    public static FileArtifact ofStart(byte[] start) {
        // what is before the magic number is the line that makes the file executable
        int offset = START_LENGTH - MAGIC.length;
        boolean sif =
                start.length >= START_LENGTH && Arrays.equals(start, offset, START_LENGTH, MAGIC, 0, MAGIC.length);
        return sif ? SIF : PLAIN;
    }

    abstract MediaType layerType();

    abstract Blob config();

    abstract RawManifest manifest(Descriptor config, Descriptor layer);

    /**
     * The artifact: a manifest, an empty config and the file.
     *
     * @param title the file's name, without any directory
     * @param digest of the file
     * @param size of the file, in bytes
     */
    public Image image(String title, Digest digest, long size, Blob.Content content) {
        Descriptor file = Descriptor.of(layerType(), digest, size).withAnnotations(Map.of(TITLE, title));
        Blob config = config();
        RawManifest manifest = manifest(config.descriptor(), file);
        return new Image(manifest, List.of(manifest), List.of(config, new Blob(file, content)));
    }

    /** A config without content: {@code {}}. */
    private static Blob emptyObject(MediaType mediaType) {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        Descriptor descriptor = Descriptor.of(mediaType, Digest.sha256(bytes), bytes.length);
        return new Blob(descriptor, () -> new ByteArrayInputStream(bytes));
    }
}
