package io.github.registryorg.starter;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the files of a plugin are, so that Maven can refuse others under the same names.
 *
 * @param jar sha256 of the jar
 * @param pom sha256 of the pom, which names what else Maven loads
 */
public record PluginChecksums(Digest jar, Digest pom) {

    /**
     * Those of the plugin in this jar; empty where no pom is beside it, as it is in Maven's local repository.
     *
     * @param jar a file
     */
    public static Optional<PluginChecksums> of(Path jar) {
        String name = jar.getFileName().toString();
        Path pom = jar.resolveSibling(name.replaceFirst("\\.jar$", ".pom"));
        if (pom.equals(jar) || !Files.isRegularFile(pom) || !Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        return Optional.of(new PluginChecksums(digest(jar), digest(pom)));
    }

    private static Digest digest(Path file) {
        try {
            return Digest.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }
}
