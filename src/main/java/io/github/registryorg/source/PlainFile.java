package io.github.registryorg.source;

import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Image;
import java.nio.file.Path;

/**
 * Any file, as an artifact that nothing is known of but its name.
 *
 * @param name as the user wrote it
 */
record PlainFile(String name, Path file) implements ImageSource {

    @Override
    public Image read() {
        return TitledFile.image(FileArtifact.PLAIN, name, file);
    }

    @Override
    public String toString() {
        return name;
    }
}
