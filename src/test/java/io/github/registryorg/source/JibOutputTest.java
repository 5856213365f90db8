package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JibOutputTest {

    @TempDir
    Path target;

    private final LayoutFixture layout = new LayoutFixture();

    @Test
    void archive_oci_isFoundByContent() throws IOException {
        Descriptor image = ociArchive();
        metadata(imageId(image));

        ImageSource source = find();

        assertThat(source.read().root().digest()).isEqualTo(image.digest());
        assertThat(source).hasToString("oci:" + target.resolve("jib-image.tar"));
    }

    @Test
    void archive_docker_isFoundByContent() throws IOException {
        new DockerArchiveFixture().image("app:1.0", "one").writeTo(target.resolve("jib-image.tar"));
        metadata(Digest.sha256(DockerArchiveFixture.config(DockerArchiveFixture.layer("one"))));

        ImageSource source = find();

        assertThat(source.read().blobs()).hasSize(2);
        assertThat(source).hasToString("docker-archive:" + target.resolve("jib-image.tar"));
    }

    @Test
    void archive_notBuiltLast_isRefused() throws IOException {
        ociArchive();
        Digest newer = Digest.sha256(new byte[] {1});
        metadata(newer);

        Problem problem = Problems.of(() -> find().read());

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(problem.cause()).contains(newer.toString());
        assertThat(problem.hint())
                .contains("jib:buildTar")
                .contains("-Dregistry.source=oci:" + target.resolve("jib-image.tar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "[]", "{}", "{\"imageId\":null}", "{\"imageId\":{}}"})
    void metadata_withoutContent_isAccepted(String json) throws IOException {
        Descriptor image = ociArchive();
        Files.writeString(target.resolve("jib-image.json"), json);

        assertThat(find().read().root().digest()).isEqualTo(image.digest());
    }

    @Test
    void archive_withoutMetadata_isAccepted() {
        Descriptor image = ociArchive();

        assertThat(find().read().root().digest()).isEqualTo(image.digest());
    }

    @Test
    void archive_damaged_isAProblem() throws IOException {
        Files.write(target.resolve("jib-image.tar"), new byte[700]);
        assertThat(Problems.of(() -> find().read()).code()).isEqualTo(ProblemCode.SOURCE_INVALID);

        Files.write(target.resolve("jib-image.tar"), "x".repeat(700).getBytes(UTF_8));
        assertThat(Problems.of(() -> find().read()).what()).isEqualTo("is not a tar archive");
    }

    @Test
    void archive_absent_isReportedWithWhatToDo() {
        assertThat(new JibOutput(target).find(LocalSources.OPEN)).isEmpty();

        Problem problem = new JibOutput(target).missing();

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.toString())
                .startsWith("SOURCE_UNKNOWN no image to publish: " + target.resolve("jib-image.tar")
                        + " is not there. Build one first (mvn package jib:buildTar), or name one with"
                        + " -Dregistry.source. Supported are oci:DIR|TAR[:REF],");
    }

    @Test
    void image_sentElsewhere_isReported() throws IOException {
        metadata(Digest.sha256(new byte[] {1}));

        assertThat(new JibOutput(target).missing().cause())
                .endsWith(
                        "is not there, although Jib built example.com/acme/app:1.0 (see jib-image.json; jib:build and jib:dockerBuild leave no archive)");
    }

    private Descriptor ociArchive() {
        Descriptor image = layout.image("a");
        layout.entry(image, "example.com/acme/app:1.0").writeTar(target.resolve("jib-image.tar"));
        return image;
    }

    private Digest imageId(Descriptor image) {
        ImageManifest manifest =
                (ImageManifest) RawManifest.of(layout.content(image.digest())).manifest();
        return manifest.config().digest();
    }

    private void metadata(Digest imageId) throws IOException {
        Files.writeString(
                target.resolve("jib-image.json"),
                "{\"image\":\"example.com/acme/app:1.0\",\"imageId\":\"" + imageId
                        + "\",\"imageDigest\":\"sha256:x\",\"tags\":[\"1.0\"],\"imagePushed\":true}");
    }

    private ImageSource find() {
        return new JibOutput(target).find(LocalSources.OPEN).orElseThrow();
    }
}
