package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.OCI_INDEX;
import static io.github.registryorg.push.PushServer.OCI_MANIFEST;
import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.descriptor;
import static io.github.registryorg.push.PushServer.index;
import static io.github.registryorg.push.PushServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Indexes of images that were there before the push. */
@Timeout(60)
class IndexPushTest {

    private static final MetadataLayout APP = MetadataLayout.of(RepositoryName.parse("acme/app"));

    @TempDir
    private Path directory;

    private static String manifest(Object reference) {
        return "/v2/acme/app/manifests/" + reference;
    }

    /** Pushes an image, and makes what it has become the metadata of a registry. */
    private byte[] published() throws IOException {
        byte[] image;
        try (PushServer registry = new PushServer(directory)) {
            image = registry.get(manifest(registry.push("acme/app", "old", "of the registry")))
                    .body();
        }
        Files.move(directory.resolve("contribution"), directory.resolve("registry"));
        return image;
    }

    /** One whose store has nothing that was pushed before. */
    private PushServer withNewStore() {
        return new PushServer(directory, null, null, "file:new", BucketSettings.NONE);
    }

    private static void assertAccepted(PushServer registry, byte[]... children) {
        String[] descriptors = new String[children.length];
        for (int i = 0; i < children.length; i++) {
            descriptors[i] = descriptor(text(children[i]).contains(OCI_INDEX) ? OCI_INDEX : OCI_MANIFEST, children[i]);
        }
        HttpResponse<byte[]> response = registry.put("acme/app", "multi", index(descriptors));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(registry.warnings).isEmpty();
    }

    @Test
    void index_ofAnImageInAnotherStore_isAccepted_andTheContributionLeavesTheImageOut() throws IOException {
        byte[] old = published();
        try (PushServer registry = withNewStore()) {
            byte[] added =
                    registry.get(manifest(registry.push("acme/app", "", "new"))).body();
            assertAccepted(registry, old, added);
            assertThat(registry.files())
                    .containsKeys(APP.content(Digest.sha256(added)))
                    .doesNotContainKeys(APP.content(Digest.sha256(old)));
            assertThat(registry.get(manifest(Digest.sha256(old))).body()).isEqualTo(old);
        }
    }

    @Test
    void index_ofNothingButAnImageInAnotherStore_isAccepted() throws IOException {
        byte[] old = published();
        try (PushServer registry = withNewStore()) {
            assertAccepted(registry, old);
            assertThat(registry.files()).doesNotContainKeys(APP.content(Digest.sha256(old)));
        }
    }

    @Test
    void index_ofAnImageWhoseBlobsTheStoreHas_bringsTheImageToo() throws IOException {
        byte[] old = published();
        try (PushServer registry = new PushServer(directory)) {
            assertAccepted(registry, old);
            assertThat(registry.files()).containsKeys(APP.content(Digest.sha256(old)));
        }
    }

    @Test
    void index_ofAnImageWithAConfigThatIsHeld_putsTheConfigIntoTheStore() throws IOException {
        byte[] layer = bytes("of the registry");
        byte[] config = PushServer.config(layer);
        byte[] old = published();
        try (PushServer registry = withNewStore()) {
            registry.blob("acme/app", layer);
            registry.blob("acme/app", config);
            assertAccepted(registry, old);
            assertThat(PushServer.files(directory.resolve("new")))
                    .containsOnlyKeys(
                            "sha256/" + Digest.sha256(layer).hex(),
                            "sha256/" + Digest.sha256(config).hex());
        }
    }

    @Test
    void index_ofAnImageThatOnlyTheSiteHas_isAccepted() throws IOException {
        byte[] image = PushServer.image(PushServer.config(bytes("x")), bytes("x"));
        Path made = Files.createDirectories(directory.resolve("site"));
        HandmadeSite site = new HandmadeSite(made);
        site.write("v2/index.html", Stage.PAGES, "application/json", bytes("{}"));
        site.write(manifest(Digest.sha256(image)).substring(1), Stage.PAGES, OCI_MANIFEST, image);
        try (PushServer registry = new PushServer(directory)) {
            assertThat(registry.status("HEAD", manifest(Digest.sha256(image)))).isEqualTo(200);
            assertAccepted(registry, image);
            assertThat(registry.files()).doesNotContainKeys(APP.content(Digest.sha256(image)));
        }
    }

    @Test
    void index_ofAnImageThatTheSiteHasWithOtherBytes_isRefused() throws IOException {
        byte[] image = PushServer.image(PushServer.config(bytes("x")), bytes("x"));
        Path made = Files.createDirectories(directory.resolve("site"));
        HandmadeSite site = new HandmadeSite(made);
        site.write("v2/index.html", Stage.PAGES, "application/json", bytes("{}"));
        site.write(manifest(Digest.sha256(image)).substring(1), Stage.PAGES, OCI_MANIFEST, bytes("{}"));
        try (PushServer registry = new PushServer(directory)) {
            HttpResponse<byte[]> response = registry.put("acme/app", "multi", index(descriptor(OCI_MANIFEST, image)));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response)).contains("MANIFEST_BLOB_UNKNOWN");
        }
    }
}
