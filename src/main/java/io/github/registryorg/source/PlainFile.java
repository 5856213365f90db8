package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * Any file, as an artifact that nothing is known of but its name.
 *
 * @param name as the user wrote it
 */
record PlainFile(String name, Path file) implements ImageSource {

    private static final MediaType UNKNOWN_ARTIFACT = new MediaType("application/vnd.unknown.artifact.v1");

    @Override
    public Image read() {
        Blob config = ArtifactBlob.emptyObject(MediaType.OCI_EMPTY);
        Blob layer = ArtifactBlob.titled(name, file, MediaType.OCTET_STREAM);
        RawManifest manifest = NewManifest.artifact(UNKNOWN_ARTIFACT, config.descriptor(), List.of(layer.descriptor()));
        return new Image(manifest, List.of(manifest), List.of(config, layer));
    }

    @Override
    public String toString() {
        return name;
    }
}
