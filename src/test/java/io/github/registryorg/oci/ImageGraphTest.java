package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.source.LayoutFixture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageGraphTest {

    private final LayoutFixture layout = new LayoutFixture();

    private RawManifest manifest(Descriptor descriptor) {
        return RawManifest.of(layout.content(descriptor.digest()));
    }

    private Optional<RawManifest> find(Digest digest) {
        return Optional.ofNullable(layout.content(digest)).map(RawManifest::of);
    }

    @Test
    void nodes_ofAnIndex_areVisitedOnceInItsOrder() {
        Descriptor amd64 = layout.image("one", new Platform("linux", "amd64", null, null));
        Descriptor arm = layout.image("two", new Platform("linux", "arm", "v7", null));
        Descriptor inner = layout.index(amd64, arm);
        Descriptor outer = layout.index(inner, arm);
        ImageGraph graph = ImageGraph.of(manifest(outer), this::find);

        assertThat(graph.manifests())
                .extracting(RawManifest::digest)
                .containsExactly(outer.digest(), inner.digest(), amd64.digest(), arm.digest());
        assertThat(graph.blobs()).hasSize(4);
        assertThat(graph.missing()).isEmpty();
        long expected = outer.size()
                + inner.size()
                + amd64.size()
                + arm.size()
                + graph.blobs().stream().mapToLong(Descriptor::size).sum();
        assertThat(graph.pullSize()).isEqualTo(expected);
        assertThat(graph.platforms(config -> Optional.empty()))
                .extracting(Platform::toString)
                .containsExactly("linux/amd64", "linux/arm/v7");
    }

    @Test
    void platforms_ofAttestations_areNone() {
        Descriptor image = layout.image("one", new Platform("linux", "amd64", null, null));
        Descriptor attestation = layout.image("two", new Platform("unknown", "unknown", null, null));
        ImageGraph graph = ImageGraph.of(manifest(layout.index(image, attestation)), this::find);

        assertThat(graph.platforms(config -> Optional.empty()))
                .extracting(Platform::toString)
                .containsExactly("linux/amd64");
    }

    @Test
    void manifest_absent_isCountedAsMissing() {
        Descriptor absent = Descriptor.of(MediaType.OCI_MANIFEST, Digest.sha256(new byte[0]), Long.MAX_VALUE);
        ImageGraph graph = ImageGraph.of(manifest(layout.index(absent)), this::find);

        assertThat(graph.missing()).containsExactly(absent);
        assertThat(graph.pullSize()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void graph_deeplyNested_needsNoStack() {
        Descriptor inner = layout.image("one");
        for (int i = 0; i < 20_000; i++) {
            inner = layout.index(inner);
        }
        assertThat(ImageGraph.of(manifest(inner), this::find).manifests()).hasSize(20_001);
    }

    @Test
    void platform_ofAnImage_isFromItsConfig() {
        Descriptor image = layout.image("one", new Platform("linux", "riscv64", null, null));
        ImageGraph graph = ImageGraph.of(manifest(image), this::find);

        assertThat(graph.platforms(digest -> Optional.of(ImageConfig.read(layout.content(digest)))))
                .isEqualTo(List.of(new Platform("linux", "riscv64", null, null)));
    }
}
