package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactTest {

    private static final String EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @TempDir
    Path directory;

    static byte[] sif(String content) {
        return ("#!/usr/bin/env run-singularity\n\0SIF_MAGIC\0" + "01\0" + "02\0" + content).getBytes(UTF_8);
    }

    @Test
    void sif_published_isTheArtifactThatApptainerMakes() throws IOException {
        byte[] sif = sif("x".repeat(1000));
        Files.write(directory.resolve("app.sif"), sif);

        Image image =
                SourceGrammar.parse("sif:app.sif", directory, LocalSources.OPEN).read();

        assertThat(new String(image.root().bytes(), UTF_8))
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"config\":{\"mediaType\":\"application/vnd.sylabs.sif.config.v1+json\",\"digest\":\""
                        + EMPTY
                        + "\",\"size\":2},\"layers\":[{\"mediaType\":\"application/vnd.sylabs.sif.layer.v1.sif\","
                        + "\"digest\":\"" + Digest.sha256(sif) + "\",\"size\":" + sif.length
                        + ",\"annotations\":{\"org.opencontainers.image.title\":\"app.sif\"}}]}");
        assertThat(image.manifests()).containsExactly(image.root());
        assertThat(image.blobs()).extracting(ArtifactTest::content).containsExactly("{}".getBytes(UTF_8), sif);
    }

    @Test
    void sif_withoutMagicNumber_isRefused() throws IOException {
        Files.write(directory.resolve("app.sif"), "not a SIF file, and longer than the magic number".getBytes(UTF_8));
        Files.write(directory.resolve("short.sif"), new byte[5]);

        assertThat(Problems.of(() -> SourceGrammar.parse("sif:app.sif", directory, LocalSources.OPEN)
                                .read())
                        .toString())
                .startsWith("SOURCE_INVALID sif:app.sif: is not a SIF file: it does not have SIF's magic number.");
        assertThat(Problems.of(() -> SourceGrammar.parse("sif:short.sif", directory, LocalSources.OPEN)
                                .read())
                        .code())
                .isEqualTo(ProblemCode.SOURCE_INVALID);
    }

    @Test
    void file_plain_isAnArtifactWithoutConfig() throws IOException {
        byte[] content = "hello".getBytes(UTF_8);
        Files.write(directory.resolve("data \"1\".bin"), content);

        Image image = SourceGrammar.parse("data \"1\".bin", directory, LocalSources.OPEN)
                .read();

        assertThat(new String(image.root().bytes(), UTF_8))
                .isEqualTo(
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                                + "\"artifactType\":\"application/vnd.unknown.artifact.v1\","
                                + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\""
                                + EMPTY
                                + "\",\"size\":2,\"data\":\"e30=\"},\"layers\":[{\"mediaType\":\"application/octet-stream\","
                                + "\"digest\":\"" + Digest.sha256(content)
                                + "\",\"size\":5,\"annotations\":{\"org.opencontainers.image.title\":\"data \\\"1\\\".bin\"}}]}");
        assertThat(image.root().manifest().artifactType())
                .contains(new MediaType("application/vnd.unknown.artifact.v1"));
        assertThat(image.blobs()).extracting(ArtifactTest::content).containsExactly("{}".getBytes(UTF_8), content);
    }

    @Test
    void file_empty_isAnArtifact() throws IOException {
        Files.createFile(directory.resolve("empty"));

        assertThat(SourceGrammar.parse("empty", directory, LocalSources.OPEN)
                        .read()
                        .blobs()
                        .get(1)
                        .size())
                .isZero();
    }

    private static byte[] content(Blob blob) {
        try (InputStream in = blob.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
