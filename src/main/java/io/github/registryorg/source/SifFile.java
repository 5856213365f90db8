package io.github.registryorg.source;

import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Image;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Singularity image file, as the artifact that apptainer makes of it.
 *
 * @param name as the user wrote it
 */
record SifFile(String name, Path file) implements ImageSource {

    static boolean isSif(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return FileArtifact.ofStart(in.readNBytes(FileArtifact.START_LENGTH)) == FileArtifact.SIF;
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    @Override
    public Image read() {
        if (!isSif(file)) {
            throw SourceKind.SIF.notOne(name, file, "it does not have SIF's magic number");
        }
        return TitledFile.image(FileArtifact.SIF, name, file);
    }

    @Override
    public String toString() {
        return name;
    }
}
