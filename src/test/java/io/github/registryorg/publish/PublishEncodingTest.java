package io.github.registryorg.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that only some clients can read is refused before anything of it is written. */
class PublishEncodingTest {

    private static final String CONFIG = "{\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void config_inAnotherEncoding_isRefused(String encoding) {
        assertRefused(CONFIG.getBytes(Charset.forName(encoding)), "UTF-8");
    }

    @Test
    void config_withAByteOrderMark_isRefused() {
        assertRefused(("\uFEFF" + CONFIG).getBytes(StandardCharsets.UTF_8), "byte order mark");
    }

    @Test
    void config_withAKeyInAnotherCase_isRefused() {
        assertRefused(CONFIG.replace("os", "OS").getBytes(StandardCharsets.UTF_8), "only in case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"rego_version\":1}"})
    void config_ofAnImagesTypeThatDescribesNone_isAWarning(String config) {
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_GZIP, LayoutFixture.gzip(new byte[1024]));
        Descriptor stored = layout.blob(MediaType.OCI_CONFIG, config.getBytes(StandardCharsets.UTF_8));
        Descriptor artifact = layout.manifest(LayoutFixture.image(stored, layer));
        layout.entry(artifact, "1.0").writeTar(directory.resolve("image.tar"));

        try (RegistryStory story = new RegistryStory(directory)) {
            assertThat(story.publish("oci:image.tar", "acme/app", "1.0").warnings())
                    .filteredOn(warning -> warning.code() == ProblemCode.IMAGE_UNUSUAL)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.toString())
                            .contains(artifact.digest().toString(), "artifactType"));
            assertThat(story.validate().errors()).isEmpty();
        }
    }

    @Test
    void config_forOtherLayers_isRefusedBeforeTheFirstUpload() {
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_GZIP, LayoutFixture.gzip(new byte[1024]));
        Descriptor stored = layout.blob(MediaType.OCI_CONFIG, CONFIG.getBytes(StandardCharsets.UTF_8));
        layout.entry(layout.manifest(LayoutFixture.image(stored, layer)), "1.0");

        assertRefused("has 1 layer, and its config describes 0");
    }

    @Test
    void manifest_inAnotherEncoding_isRefused() {
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, CONFIG.getBytes(StandardCharsets.UTF_8));
        byte[] manifest = LayoutFixture.image(config).toString().getBytes(StandardCharsets.UTF_16);
        layout.entry(layout.blob(MediaType.OCI_MANIFEST, manifest), "1.0");
        assertRefused("UTF-8");
    }

    private void assertRefused(byte[] config, String what) {
        Descriptor stored = layout.blob(MediaType.OCI_CONFIG, config);
        byte[] manifest = LayoutFixture.image(stored).toString().getBytes(StandardCharsets.UTF_8);
        layout.entry(layout.blob(MediaType.OCI_MANIFEST, manifest), "1.0");
        assertRefused(what);
    }

    private void assertRefused(String what) {
        layout.writeTar(directory.resolve("image.tar"));
        try (RegistryStory story = new RegistryStory(directory)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> story.publish("oci:image.tar", "acme/app", "1.0"))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.MANIFEST_INVALID))
                    .withMessageContaining(what);
            assertThat(story.registry).doesNotExist();
        }
    }
}
