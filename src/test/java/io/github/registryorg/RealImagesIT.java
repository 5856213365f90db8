package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.registryorg.testkit.LayoutOfDirectory;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RealImages;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images by real tools, through publish, validate, site and serve, and pulled by real clients: what arrives is the
 * source, byte for byte, as a client and not our own code has read it.
 */
class RealImagesIT {

    @TempDir
    Path temporary;

    private RegistryStory story;
    private RealImages images;
    private RealClient skopeo;

    @BeforeEach
    void begin() throws IOException {
        story = new RegistryStory(temporary);
        images = new RealImages(temporary);
        skopeo = images.skopeo();
    }

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void image_ofUmoci_isPublished() {
        images.umociLayout();
        story.publish("oci:layout", "acme/umoci", "1.0", "latest");
        images.assertPulled("oci:layout:1.0", story.serve(), "acme/umoci");
    }

    @Test
    void image_ofBuildahForOnePlatform_isPublished() {
        images.buildah("amd64");
        story.publish("oci:layout", "acme/buildah", "1.0", "latest");
        images.assertPulled("oci:layout", story.serve(), "acme/buildah");
    }

    @Test
    void buildah_twiceUnderOneName_publishesTheSecond() {
        images.buildah("amd64");
        images.buildah("arm64");

        story.publish("oci:layout", "acme/buildah", "1.0", "latest");

        images.assertPulled("oci:layout:1.0", story.serve(), "acme/buildah");
    }

    @Test
    void image_ofBuildahForSeveralPlatforms_isPublished() {
        images.buildahIndex();

        story.publish("oci:index:1.0", "acme/platforms", "1.0");
        RealImages.Pulled pulled = images.assertPulled("oci:index:1.0", story.serve(), "acme/platforms");
        assertThat(pulled.manifest().path("manifests")).hasSize(3);
    }

    @Test
    void ociArchive_ofSkopeo_isPublished() {
        images.umociLayout();
        skopeo.run(temporary, "copy", "-q", "oci:layout:1.0", "oci-archive:image.tar:1.0");
        story.publish("oci:image.tar", "acme/archive", "1.0");
        images.assertPulled("oci-archive:image.tar", story.serve(), "acme/archive");
    }

    @Test
    void layers_zstd_arePublished() {
        images.umociLayout();
        // skopeo compresses what is not compressed
        skopeo.run(temporary, "copy", "-q", "--dest-decompress", "oci:layout:1.0", "dir:plain");
        skopeo.run(temporary, "copy", "-q", "--dest-compress-format", "zstd", "dir:plain", "oci:zstd:1.0");
        story.publish("oci:zstd", "acme/zstd", "1.0");
        RealImages.Pulled pulled = images.assertPulled("oci:zstd:1.0", story.serve(), "acme/zstd");
        assertThat(pulled.manifest().at("/layers/0/mediaType").asText()).endsWith("tar+zstd");
    }

    @Test
    void manifests_ofDocker_arePublished() {
        images.umociLayout();
        // a layout may hold manifests of Docker's own types; skopeo writes them into a directory only
        skopeo.run(temporary, "copy", "-q", "--format", "v2s2", "oci:layout:1.0", "dir:docker");
        LayoutOfDirectory.write(temporary.resolve("docker"), temporary.resolve("docker-layout"));
        story.publish("oci:docker-layout", "acme/docker-types", "1.0");
        RealImages.Pulled pulled = images.assertPulled("dir:docker", story.serve(), "acme/docker-types");
        assertThat(pulled.manifest().path("mediaType").asText())
                .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void dockerArchive_ofSkopeo_isPublished() {
        images.umociLayout();
        skopeo.run(temporary, "copy", "-q", "oci:layout:1.0", "docker-archive:image.tar:acme/docker:1.0");
        story.publish("docker-archive:image.tar", "acme/docker", "1.0");
        images.assertPulledArchive(story.serve(), "acme/docker");
    }

    @Test
    void image_ofJibInOciFormat_isPublished() throws Exception {
        jib(ImageFormat.OCI);
        story.publish(null, "acme/jib-oci", "1.0");
        images.assertPulled("oci-archive:target/jib-image.tar", story.serve(), "acme/jib-oci");
    }

    @Test
    void image_ofJibInDockerFormat_isPublished() throws Exception {
        jib(ImageFormat.Docker);
        Files.copy(temporary.resolve("target/jib-image.tar"), temporary.resolve("image.tar"));
        story.publish(null, "acme/jib-docker", "1.0");
        images.assertPulledArchive(story.serve(), "acme/jib-docker");
    }

    private void jib(ImageFormat format) throws Exception {
        Path directory = Files.createDirectories(temporary.resolve("target"));
        Jib.fromScratch()
                .setFormat(format)
                .addLayer(List.of(temporary.resolve("hello.txt")), AbsoluteUnixPath.get("/greetings"))
                .addLayer(List.of(temporary.resolve("tree/etc")), AbsoluteUnixPath.get("/"))
                .setEntrypoint("/greetings/hello.txt")
                .containerize(Containerizer.to(
                                TarImage.at(directory.resolve("jib-image.tar")).named("acme/jib"))
                        .setOfflineMode(true)
                        .setBaseImageLayersCache(temporary.resolve("jib-base"))
                        .setApplicationLayersCache(temporary.resolve("jib-layers")));
    }
}
