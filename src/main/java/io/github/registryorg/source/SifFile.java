package io.github.registryorg.source;

import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Singularity image file, as the artifact that apptainer makes of it.
 *
 * @param name as the user wrote it
 */
record SifFile(String name, Path file) implements ImageSource {

    @Override
    public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
        PlatformSelection.checkSingle(name, platforms, null);
        if (!SourceKind.isSif(file)) {
            throw SourceKind.SIF.notOne(name, file, "it does not have SIF's magic number");
        }
        return TitledFile.image(FileArtifact.SIF, name, file);
    }

    @Override
    public String toString() {
        return name;
    }
}
