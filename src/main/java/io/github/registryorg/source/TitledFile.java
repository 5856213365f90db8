package io.github.registryorg.source;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Image;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.source.file.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A file of this machine as an artifact that is called as the file is. */
final class TitledFile {

    private TitledFile() {}

    static Image image(FileArtifact kind, String subject, Path path) {
        String title = path.getFileName().toString();
        SourceFile file = new SourceFile(path, title, size(path), () -> Files.newInputStream(path));
        Digest digest = Scan.of(subject, file, Set.of(DigestAlgorithm.SHA256)).digest(DigestAlgorithm.SHA256);
        return kind.image(title, digest, file.size(), file.content());
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }
}
