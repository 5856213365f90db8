package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.config;
import static io.github.registryorg.push.PushServer.image;
import static io.github.registryorg.push.PushServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.testkit.SmallDisk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to a server whose disk is full: the client is told, nothing wrong has a name, and a rerun completes. */
@Timeout(60)
class FullDiskPushIT {

    private static final byte[] LAYER = new byte[600_000];

    static {
        new Random(1).nextBytes(LAYER);
    }

    @TempDir
    private Path temporary;

    private SmallDisk disk;
    private PushServer registry;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        disk = SmallDisk.mount(temporary.resolve("disk"));
        registry = new PushServer(disk.directory());
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        try {
            if (registry != null) {
                registry.close();
            }
        } finally {
            if (disk != null) {
                disk.unmount();
            }
        }
    }

    private HttpResponse<byte[]> post(byte[] blob) {
        return registry.send("POST", "/v2/acme/app/blobs/uploads/?digest=" + Digest.sha256(blob), blob);
    }

    private static void assertTold(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).contains("No space left on device", "Free some space");
    }

    @Test
    void blob_isRefused_andComesWithARerun() throws IOException {
        Path ballast = disk.fill(300_000);

        assertTold(post(LAYER));

        assertThat(registry.stored()).isEmpty();
        Files.delete(ballast);
        assertThat(post(LAYER).statusCode()).isEqualTo(201);
        assertThat(registry.get("/v2/acme/app/blobs/" + Digest.sha256(LAYER)).body())
                .isEqualTo(LAYER);
    }

    @Test
    void manifest_isRefused_andIsWholeAfterARerun() throws IOException {
        byte[] config = config(LAYER);
        byte[] manifest = image(config, LAYER);
        assertThat(post(LAYER).statusCode()).isEqualTo(201);
        assertThat(post(config).statusCode()).isEqualTo(201);
        Path ballast = disk.fill(0);

        assertTold(registry.put("acme/app", "1.0", manifest));

        assertThat(registry.get("/v2/acme/app/manifests/1.0").statusCode()).isEqualTo(404);
        Files.delete(ballast);
        assertThat(registry.put("acme/app", "1.0", manifest).statusCode()).isEqualTo(201);
        assertThat(registry.get("/v2/acme/app/manifests/1.0").body()).isEqualTo(manifest);
        assertThat(registry.get("/v2/acme/app/blobs/" + Digest.sha256(config)).body())
                .isEqualTo(config);
    }
}
