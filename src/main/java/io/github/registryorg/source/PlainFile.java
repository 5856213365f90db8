package io.github.registryorg.source;

import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Any file, as an artifact that nothing is known of but its name.
 *
 * @param name as the user wrote it
 */
record PlainFile(String name, Path file) implements ImageSource {

    @Override
    public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
        PlatformSelection.checkSingle(name, platforms, null);
        return TitledFile.image(FileArtifact.PLAIN, name, file);
    }

    @Override
    public String toString() {
        return name;
    }
}
