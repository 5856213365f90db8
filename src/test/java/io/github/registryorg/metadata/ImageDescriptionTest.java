package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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

    // its other words

    private static ImageDescription words(String annotations, String labels) {
        String config = ManifestText.with(config(null, null), "config", "{\"Labels\":" + labels + "}");
        String manifest = ManifestText.with(ManifestText.image(config), "annotations", annotations);
        return new ImageDescription(
                RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8)),
                digest -> Optional.empty(),
                digest -> Optional.of(ImageConfig.read(config.getBytes(StandardCharsets.UTF_8))));
    }

    private static String word(String name, String value) {
        return "{\"org.opencontainers.image." + name + "\":\"" + value + "\",\"other." + name + "\":\"x\"}";
    }

    @Test
    void word_ofAnImage_isItsAnnotationOrElseItsLabel() {
        Tag tag = Tag.parse("a");
        OciTag annotated = words(word("revision", " 1234567 "), word("revision", "7654321"))
                .tag(tag);
        OciTag labelled =
                words(word("revision", "  "), word("revision", "7654321")).tag(tag);

        assertThat(annotated.revision()).isEqualTo("1234567");
        assertThat(annotated.fromLabels()).isEmpty();
        assertThat(labelled.revision()).isEqualTo("7654321");
        assertThat(labelled.fromLabels()).containsExactly("revision");
        assertThat(words("{}", "{}").tag(tag).revision()).isNull();
        assertThat(words("{}", word("version", "1")).tag(tag).fromLabels()).isEmpty();
    }

    @Test
    void word_longerThanThereIsRoomFor_isLeftOut() {
        Tag tag = Tag.parse("a");
        assertThat(words(word("version", "v".repeat(200)), "{}").tag(tag).version())
                .hasSize(200);
        assertThat(words(word("version", "v".repeat(201)), "{}").tag(tag).version())
                .isNull();
        assertThat(words(word("revision", "v".repeat(201)), word("revision", "x"))
                        .tag(tag)
                        .fromLabels())
                .isEmpty();
        assertThat(words(word("description", "d".repeat(2_000)), "{}")
                        .page(List.of())
                        .description())
                .hasSize(2_000);
        assertThat(words(word("description", "d".repeat(2_001)), "{}")
                        .page(List.of())
                        .description())
                .isNull();
    }

    /** What could not be read may name another, and would come first. */
    @Test
    void word_behindAnImageWithoutItsConfig_isNotCertain() {
        String first = ManifestText.image(config(null, null));
        String second = ManifestText.with(ManifestText.image(config(null, null), "x"), "annotations", """
                {"org.opencontainers.image.version":"1","org.opencontainers.image.revision":"2",\
                "org.opencontainers.image.source":"https://code.example"}""");
        String index = ManifestText.index(
                ManifestText.descriptor(ManifestText.MANIFEST, first),
                ManifestText.descriptor(ManifestText.MANIFEST, second));
        ImageDescription image = index(index, false, first, second);
        ImageDescription whole = index(index, true, first, second);
        Tag tag = Tag.parse("a");

        assertThat(image.tag(tag).version()).isEqualTo("1");
        assertThat(image.certainTag(tag).version()).isNull();
        assertThat(image.certainTag(tag).revision()).isNull();
        assertThat(image.certainTag(tag).source()).isNull();
        assertThat(image.certainTag(tag).platforms()).isEmpty();
        assertThat(whole.certainTag(tag).version()).isEqualTo("1");
        assertThat(whole.certainTag(tag).revision()).isEqualTo("2");
        assertThat(whole.certainTag(tag).source()).isEqualTo("https://code.example");
        assertThat(whole.certainTag(tag).platforms()).isEqualTo(whole.tag(tag).platforms());
    }

    private static ImageDescription index(String index, boolean isRead, String... manifests) {
        return new ImageDescription(
                RawManifest.of(index.getBytes(StandardCharsets.UTF_8)),
                digest -> Arrays.stream(manifests)
                        .filter(manifest -> ManifestText.digest(manifest).equals(digest))
                        .map(manifest -> RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8)))
                        .findFirst(),
                digest -> isRead
                        ? Optional.of(ImageConfig.read(config(null, null).getBytes(StandardCharsets.UTF_8)))
                        : Optional.empty());
    }
}
