package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What Jib leaves in a project's build directory: the source where the user names none.
 *
 * @param buildDirectory {@code target}, as a rule
 */
public record JibOutput(Path buildDirectory) {

    private static final String TAR = "jib-image.tar";
    private static final String METADATA = "jib-image.json";
    private static final int MAX_METADATA_SIZE = 64 * 1024;

    /**
     * The archive that {@code jib:buildTar} wrote, in OCI's format or Docker's; empty where there is none. Reading it
     * fails with {@code SOURCE_INVALID} if Jib has built another image since.
     *
     * @param sources what is opened; the source can be read until it is closed
     */
    public Optional<ImageSource> find(OpenSources sources) {
        Path tar = buildDirectory.resolve(TAR);
        if (!Files.isRegularFile(tar)) {
            return Optional.empty();
        }
        boolean isDocker = SourceKind.of(tar).equals(Optional.of(SourceKind.DOCKER_ARCHIVE));
        ImageSource source = isDocker
                ? new DockerArchive(SourceKind.DOCKER_ARCHIVE.prefix() + tar, tar, null, sources)
                : new OciLayout(SourceKind.OCI.prefix() + tar, tar, null, sources);
        return Optional.of(new LastBuilt(source, tar, metadata().path("imageId").asText("")));
    }

    /** When the archive was written; empty where there is none. */
    public Optional<Instant> builtAt() {
        Path tar = buildDirectory.resolve(TAR);
        if (!Files.isRegularFile(tar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.getLastModifiedTime(tar).toInstant());
        } catch (IOException e) {
            throw Failures.io("reading", tar, e);
        }
    }

    /** Reports that the archive is of an earlier build. */
    public Problem outdated() {
        return Problem.of(
                        ProblemCode.SOURCE_INVALID, buildDirectory.resolve(TAR).toString(), "is of an earlier build")
                .because("in this build, Jib has not run yet")
                .hint("Bind registry:publish to a phase after that of jib:buildTar, or, in one phase, list Jib's plugin"
                        + " before this one in the pom.xml.");
    }

    /** Reports that no image was found, and where it was searched. */
    public Problem missing() {
        String looked = buildDirectory.resolve(TAR) + " is not there";
        String built = metadata().path("image").asText("");
        if (!built.isEmpty()) {
            looked += ", although Jib built " + built + " (see " + METADATA
                    + "; jib:build and jib:dockerBuild leave no archive)";
        }
        return Problem.of(ProblemCode.SOURCE_UNKNOWN, "", "no image to publish")
                .because(looked)
                .hint("Build one first (mvn package jib:buildTar), or name one with -Dregistry.source. "
                        + SourceGrammar.UNDERSTOOD);
    }

    /** What Jib wrote about its last build; empty where that can't be read. */
    private JsonNode metadata() {
        try (InputStream in = Files.newInputStream(buildDirectory.resolve(METADATA))) {
            return Json.readObject(in.readNBytes(MAX_METADATA_SIZE));
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /**
     * An archive that should hold what Jib built last.
     *
     * @param imageId the digest of its config; empty where it is not known
     */
    private record LastBuilt(ImageSource archive, Path tar, String imageId) implements ImageSource {

        @Override
        public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
            Image image = archive.read(platforms, warnings);
            boolean isOther = !imageId.isEmpty()
                    && image.root().manifest() instanceof ImageManifest manifest
                    && !manifest.config().digest().toString().equals(imageId);
            if (isOther) {
                throw new RegistryException(
                        Problem.of(ProblemCode.SOURCE_INVALID, tar.toString(), "is not what Jib built last")
                                .because(METADATA + " beside it is about the image " + imageId)
                                .hint("Build the archive again (mvn package jib:buildTar), or choose this one with"
                                        + " -Dregistry.source=" + archive + "."));
            }
            return image;
        }

        @Override
        public String toString() {
            return archive.toString();
        }
    }
}
