package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk, full or not to be written to. */
class FullDiskIT {

    @TempDir
    Path temporary;

    private SmallDisk small;
    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        small = SmallDisk.mount(temporary.resolve("disk"));
        disk = small.directory();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (small != null) {
            small.unmount();
        }
    }

    @Test
    void publish_onAFullDisk_failsAndContinuesLater() throws IOException {
        Path source = temporary.resolve("artifact.bin");
        byte[] content = new byte[600_000];
        new Random(1).nextBytes(content);
        Files.write(source, content);
        Path ballast = small.fill(350_000);
        PublishRequest request = request(source);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new StaticRegistry().publish(request))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("No space left on device")
                .withMessageContaining("Free some space");
        assertThat(disk.resolve("registry")).doesNotExist();
        assertThat(FileTrees.of(disk))
                .allSatisfy((path, digest) ->
                        assertThat(path).isIn("ballast", "store/sha256/" + digest.substring("sha256:".length())));

        Files.delete(ballast);
        new StaticRegistry().publish(request);
        assertThat(new StaticRegistry()
                        .validate(new ValidateRequest(disk.resolve("registry"), true, RegistryStory.ACCESS))
                        .errors())
                .isEmpty();
    }

    @Test
    void publish_withoutPermission_failsAndLeavesNothing() throws IOException, InterruptedException {
        Path source = Files.writeString(temporary.resolve("artifact.bin"), "content");
        small.makeReadOnly();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new StaticRegistry().publish(request(source)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("Read-only file system")
                .withMessageContaining("Give this user the permission, or choose another path");
        assertThat(disk).isEmptyDirectory();
    }

    private PublishRequest request(Path source) {
        RegistryStory story = new RegistryStory(temporary);
        PublishRequest request = story.request(source.toString(), "acme/artifact", "1.0");
        return new PublishRequest(
                request.source(),
                request.baseDirectory(),
                request.buildDirectory(),
                request.repository(),
                request.tags(),
                "file:disk/store",
                null,
                disk.resolve("registry"),
                false,
                RegistryStory.ACCESS);
    }

    @Test
    void site_onAFullDisk_failsAndKeepsTheOldOne() {
        Path registry = temporary.resolve("registry");
        Path site = disk.resolve("site");
        SiteRequest request =
                new SiteRequest(registry, site, Host.of("local"), null, BlobMode.AUTO, RegistryStory.ACCESS);
        RegistryFixture.write(registry, 2, 2, "https://storage.example/acme");
        new StaticRegistry().site(request);
        Map<String, String> before = FileTrees.of(disk);
        RegistryFixture.write(registry, 100, 5, "https://storage.example/acme");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new StaticRegistry().site(request))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("No space left on device");
        assertThat(FileTrees.of(disk)).isEqualTo(before);
    }
}
