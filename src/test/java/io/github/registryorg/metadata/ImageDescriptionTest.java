package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an image was made, by all that says so. */
class ImageDescriptionTest {

    private static final String KEY = "{\"org.opencontainers.image.created\":\"";

    private static String config(String created, String label) {
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
        String dated = created == null ? config : ManifestText.with(config, "created", "\"" + created + "\"");
        return label == null ? dated : ManifestText.with(dated, "config", "{\"Labels\":" + KEY + label + "\"}}");
    }

    private static ImageDescription description(String annotation, String created, String label, boolean isRead) {
        String config = config(created, label);
        String plain = ManifestText.image(config);
        String manifest =
                annotation == null ? plain : ManifestText.with(plain, "annotations", KEY + annotation + "\"}");
        return new ImageDescription(
                RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8)),
                digest -> Optional.empty(),
                digest -> isRead
                        ? Optional.of(ImageConfig.read(config.getBytes(StandardCharsets.UTF_8)))
                        : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-01T00:00:00Z, 2026-02-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-03-01T00:00:00Z",
                "-, 2026-02-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
                "-, -, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
                "yesterday, 2026-02-01T00:00:00Z, -, 2026-02-01T00:00:00Z",
                "-, 2026-02-01T00:00:00Z, last week, 2026-02-01T00:00:00Z",
                "9999-99-99, 2026-02-01T00:00:00Z, -, 2026-02-01T00:00:00Z",
                "1970-01-01T00:00:00Z, 2026-02-01T00:00:00Z, -, 2026-02-01T00:00:00Z",
                "1970-01-01T00:00:00Z, -, -, 1970-01-01T00:00:00Z",
                "-, 0001-01-01T00:00:00Z, -, 0001-01-01T00:00:00Z",
                "never, -, -, -",
                "-, -, -, -",
            })
    void created_ofAnImage_isTheFirstThatTellsItsAge(String annotation, String config, String label, String expected) {
        ImageDescription all = description(annotation, config, label, true);
        assertThat(all.tag(Tag.parse("a")).created()).isEqualTo(expected);
        assertThat(all.certainTag(Tag.parse("a")).created()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z",
                "1970-01-01T00:00:00Z, -",
            })
    void created_withoutTheConfig_isCertainIfTheConfigCanNotChangeIt(String annotation, String expected) {
        assertThat(description(annotation, null, null, false)
                        .certainTag(Tag.parse("a"))
                        .created())
                .isEqualTo(expected);
    }

    @Test
    void created_byALabelAlone_isFromLabels() {
        String time = "2026-01-01T00:00:00Z";
        Tag tag = Tag.parse("a");
        assertThat(description(null, null, time, true).tag(tag).fromLabels()).containsExactly("created");
        assertThat(description(null, "1970-01-01T00:00:00Z", time, true)
                        .tag(tag)
                        .fromLabels())
                .containsExactly("created");
        assertThat(description(null, time, time, true).tag(tag).fromLabels()).isEmpty();
        assertThat(description(null, time, null, true).tag(tag).fromLabels()).isEmpty();
        assertThat(description(null, null, null, true).tag(tag).fromLabels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-02-01T00:00:00Z, true", "2026-01-01T01:00:00+01:00, true", "2026-03-01T00:00:00Z, false"})
    void time_atAnyPlaceOfTheImage_isTheImages(String time, boolean isCreated) {
        ImageDescription image = description(null, "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", true);
        assertThat(image.isCreated(Timestamp.tryParse(time).orElseThrow())).isEqualTo(isCreated);
    }
}
