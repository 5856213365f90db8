package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.EMPTY_CONFIG;
import static io.github.registryorg.push.PushServer.OCI_MANIFEST;
import static io.github.registryorg.push.PushServer.artifact;
import static io.github.registryorg.push.PushServer.descriptor;
import static io.github.registryorg.push.PushServer.index;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.source.LayerCompression;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contribution of what was pushed is that of publishing the same. */
@Timeout(60)
class PushedContributionTest {

    @Test
    void push_ofAnIndexWithReferrers_writesWhatPublishWrites(@TempDir Path directory) throws IOException {
        try (PushServer registry = new PushServer(directory.resolve("pushed"))) {
            Digest one = registry.push("acme/app", "", "one");
            Digest two = registry.push("acme/app", "", "two");
            byte[] index = index(of(registry, one), of(registry, two));
            assertThat(registry.put("acme/app", "1.0", index).statusCode()).isEqualTo(201);
            registry.blob("acme/app", EMPTY_CONFIG);
            byte[] sbom = artifact("application/vnd.example.sbom", Digest.sha256(index), "sbom");
            registry.put("acme/app", Digest.sha256(sbom).toString(), sbom);

            Path published = directory.resolve("published");
            new StaticRegistry()
                    .publish(new PublishRequest(
                            new SourceRequest(
                                    "docker://" + registry.address() + "/acme/app:1.0",
                                    List.of(),
                                    true,
                                    LayerCompression.NONE,
                                    Logins.NONE),
                            directory,
                            directory,
                            RepositoryName.parse("acme/app"),
                            PublishRequest.Tags.named(List.of(Tag.parse("1.0"))),
                            "file:other",
                            "https://storage.example/acme",
                            published,
                            false,
                            true,
                            AllowedSecrets.NONE,
                            false,
                            new StoreAccess(
                                    StoreMap.NONE,
                                    AllowedHosts.parse(List.of(registry.address())),
                                    null,
                                    BucketSettings.NONE)));
            assertThat(registry.files()).containsExactlyInAnyOrderEntriesOf(PushServer.files(published));
            assertThat(PushServer.files(registry.store))
                    .containsExactlyInAnyOrderEntriesOf(PushServer.files(directory.resolve("other")));
        }
    }

    private static String of(PushServer registry, Digest digest) {
        byte[] manifest = registry.get("/v2/acme/app/manifests/" + digest).body();
        return descriptor(OCI_MANIFEST, manifest);
    }
}
