package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.source.LayoutFixture;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which contradictions make clients fail, as experiments with clients have shown. */
class MediaTypeFaultTest {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0, 0, 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] BZIP2 = {'B', 'Z', 'h', '9', '1', 'A'};
    private static final byte[] TAR = {'f', 'i', 'l', 'e', 0, 0};

    @ParameterizedTest
    @CsvSource({
        OCI + ", " + OCI_CONFIG + ", " + OCI_LAYER + ",",
        OCI + ", " + DOCKER_CONFIG + ", " + OCI_LAYER + ", DOCKER_CONFIG",
        OCI + ", " + OCI_CONFIG + ", " + DOCKER_LAYER + ".gzip,",
        DOCKER + ", " + DOCKER_CONFIG + ", " + DOCKER_LAYER + ".gzip,",
        DOCKER + ", " + DOCKER_CONFIG + ", " + OCI_LAYER + "+gzip, OCI_LAYER",
        DOCKER + ", " + OCI_CONFIG + ", " + DOCKER_LAYER + ",",
        OCI + ", application/vnd.example.config, " + OCI_LAYER + ",",
        DOCKER + ", application/vnd.example.config, " + OCI_LAYER + ",",
    })
    void manifest_withTypesOfBothFormats_isAFaultWhereClientsFail(
            String manifest, String config, String layer, MediaTypeFault fault) {
        assertThat(MediaTypeFault.of(manifest(manifest, config, 100, layer)).orElse(null))
                .isEqualTo(fault);
    }

    @Test
    void manifest_ofAnArtifactWithAnImagesType_isNoFault() {
        assertThat(MediaTypeFault.of(manifest(OCI, DOCKER_CONFIG, 2, OCI_LAYER)))
                .isEmpty();
        assertThat(format(OCI_CONFIG, 2, OCI_LAYER)).isEqualTo(LayerFormat.OTHER);
        assertThat(format(OCI_CONFIG, 3, OCI_LAYER)).isEqualTo(LayerFormat.TAR);
    }

    @ParameterizedTest
    @CsvSource({
        OCI_LAYER + ", TAR",
        OCI_LAYER + "+gzip, COMPRESSED",
        OCI_LAYER + "+zstd, COMPRESSED",
        OCI_LAYER + "+gzip+encrypted, OTHER",
        "application/vnd.oci.image.layer.nondistributable.v1.tar, TAR",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip, COMPRESSED",
        DOCKER_LAYER + ", COMPRESSED",
        DOCKER_LAYER + ".gzip, COMPRESSED",
        DOCKER_LAYER + ".zstd, COMPRESSED",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip, COMPRESSED",
        "application/x-tar, OTHER",
        "application/vnd.example.tar, OTHER",
    })
    void format_ofALayer_isThatOfItsType(String type, LayerFormat format) {
        assertThat(format(OCI_CONFIG, 100, type)).isEqualTo(format);
        assertThat(format("application/vnd.example.config", 100, type)).isEqualTo(LayerFormat.OTHER);
    }

    private static LayerFormat format(String config, int configSize, String type) {
        ImageManifest manifest = manifest(OCI, config, configSize, type);
        return LayerFormat.of(manifest, manifest.layers().get(0));
    }

    @Test
    void layer_compressedUnderATypeThatIsNot_isAFault() {
        for (byte[] start : new byte[][] {GZIP, ZSTD}) {
            assertThat(MediaTypeFault.of(LayerFormat.TAR, start)).contains(MediaTypeFault.COMPRESSED_AS_TAR);
            assertThat(MediaTypeFault.of(LayerFormat.COMPRESSED, start)).isEmpty();
            assertThat(MediaTypeFault.of(LayerFormat.OTHER, start)).isEmpty();
        }
    }

    @Test
    void layer_compressedOtherwise_isAFaultUnderAnyType() {
        for (byte[] start : new byte[][] {XZ, BZIP2}) {
            assertThat(MediaTypeFault.of(LayerFormat.TAR, start)).contains(MediaTypeFault.COMPRESSION_UNKNOWN);
            assertThat(MediaTypeFault.of(LayerFormat.COMPRESSED, start)).contains(MediaTypeFault.COMPRESSION_UNKNOWN);
            assertThat(MediaTypeFault.of(LayerFormat.OTHER, start)).isEmpty();
        }
    }

    @Test
    void layer_whoseStartTellsNothing_isNoFault() {
        for (byte[] start : new byte[][] {TAR, {}, {0x1f}, new byte[6], Arrays.copyOf(XZ, 3)}) {
            for (LayerFormat format : LayerFormat.values()) {
                assertThat(MediaTypeFault.of(format, start)).isEmpty();
            }
        }
    }

    private static ImageManifest manifest(String type, String config, int configSize, String layer) {
        Digest digest = Digest.sha256("x".getBytes(StandardCharsets.UTF_8));
        return (ImageManifest) RawManifest.of(Json.write(LayoutFixture.image(
                                Descriptor.of(new MediaType(config), digest, configSize),
                                Descriptor.of(new MediaType(layer), digest, 100))
                        .put("mediaType", type)))
                .manifest();
    }
}
