package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.RemoteClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {

    @TempDir
    private Path directory;

    private final RemoteClient client = new RemoteClient(AllowedHosts.NONE, null);

    @AfterEach
    void stop() {
        client.close();
    }

    private BlobStores stores(String... map) {
        return new BlobStores(
                directory, StoreMap.parse(List.of(map), directory), client, new Buckets(BucketSettings.NONE));
    }

    @Test
    void directory_relative_isRelativeToTheRegistry() {
        Blob blob = Blobs.of("content");
        stores().openWritable("file:store").put(blob, false);

        assertThat(directory.resolve("store").resolve(BlobAddress.path(blob.digest())))
                .hasContent("content");
    }

    @Test
    void store_mapped_keepsItsPublicBase() {
        Blob blob = Blobs.of("content");
        stores().openWritable("file:blobs/app").put(blob, false);
        BlobStore store = stores("https://storage.example/acme=file:blobs").open("https://storage.example/acme/app");

        assertThat(store.base()).hasToString("https://storage.example/acme/app");
        assertThat(store.stat(blob.digest())).hasValue(7);
        assertThat(store.locate(blob.digest())).isPresent();
    }

    @Test
    void store_ofAWebServer_isNotWritable() {
        assertThat(problem(() -> stores().openWritable("https://storage.example/acme"))
                        .code())
                .isEqualTo(ProblemCode.STORE_INVALID);
    }

    @Test
    void store_ofAWebServerMappedToADirectory_isWritable() {
        WritableBlobStore store =
                stores("https://storage.example/acme=file:blobs").openWritable("https://storage.example/acme");
        Blob blob = Blobs.of("content");
        store.put(blob, false);

        assertThat(directory.resolve("blobs").resolve(BlobAddress.path(blob.digest())))
                .hasContent("content");
    }

    @Test
    void store_opened_sendsNoRequest() {
        assertThat(stores().open("https://no-such-host.invalid/x").base())
                .hasToString("https://no-such-host.invalid/x");
        assertThat(stores().open("file:nothing/here").base()).hasToString("file:nothing/here");
        assertThat(directory).isEmptyDirectory();
    }
}
