package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.source.RegistryFake;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of another registry, published here. */
class RegistryCopyTest {

    @TempDir
    Path directory;

    private final RegistryFake source = new RegistryFake();
    private RegistryStory story;

    @BeforeEach
    void begin() {
        story = new RegistryStory(directory);
        Descriptor amd64 = source.layout.image("a");
        Descriptor arm64 = source.layout.image("b", Platform.parse("linux/arm64"));
        source.tag("1.0", source.layout.index(amd64, arm64));
    }

    @AfterEach
    void end() {
        story.close();
        source.close();
    }

    private long blobsFetched() {
        return source.requests().stream()
                .filter(request -> request.contains("/blobs/"))
                .count();
    }

    @Test
    void blob_presentInTheStore_isNotFetched() {
        PublishResult first = story.publish(source.source(":1.0"), "acme/app", "1.0");
        assertThat(first.changed()).isNotEmpty();
        assertThat(blobsFetched()).isEqualTo(4);
        assertThat(story.validate().errors()).isEmpty();

        PublishResult second = story.publish(source.source(":1.0"), "acme/app", "1.0");
        assertThat(second.changed()).isEmpty();
        assertThat(blobsFetched()).isEqualTo(4);
    }

    @Test
    void platforms_requested_areFetchedAlone() {
        PublishRequest all = story.request(source.source(":1.0"), "acme/app", "1.0");
        SourceRequest some = new SourceRequest(
                all.source().name(),
                List.of(Platform.parse("linux/arm64")),
                false,
                all.source().compression(),
                all.source().logins());
        new StaticRegistry()
                .publish(new PublishRequest(
                        some,
                        all.baseDirectory(),
                        all.buildDirectory(),
                        all.repository(),
                        all.tags(),
                        all.store(),
                        all.storeUrl(),
                        all.contribution(),
                        all.deep(),
                        all.access()));

        assertThat(blobsFetched()).isEqualTo(2);
        assertThat(story.validate().errors()).isEmpty();
    }
}
