package io.github.registryorg.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content.Kind;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tag names, and what of it some clients can't deal with, as it was found with real ones. */
class ContentTest {

    private static final String SIF = "application/vnd.sylabs.sif.layer.v1.sif";
    private static final String HELM = "application/vnd.cncf.helm.config.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String IMAGE = ManifestText.image(ManifestText.config("amd64", 1), "layer");

    private static RawManifest raw(String text) {
        return RawManifest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String artifact(String config, String... layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor(config, "{}") + ",\"layers\":[" + String.join(",", layers) + "]}";
    }

    private static String layer(String type, String title) {
        String layer = ManifestText.descriptor(type, "layer " + title);
        return title.isEmpty()
                ? layer
                : ManifestText.with(layer, "annotations", "{\"org.opencontainers.image.title\":\"" + title + "\"}");
    }

    private static String entry(String type, String platform) {
        String entry = ManifestText.descriptor(type, "manifest " + platform);
        if (platform.isEmpty()) {
            return entry;
        }
        String[] parts = platform.split("/");
        String json = ManifestText.platform(parts[0], parts[1]);
        return ManifestText.with(
                entry,
                "platform",
                parts.length == 2 ? json : ManifestText.with(json, "variant", "\"" + parts[2] + "\""));
    }

    /** An index of entries such as {@code linux/amd64}, those of inner indexes behind a star, all of them in one text. */
    private static String index(String platforms) {
        return ManifestText.index(Stream.of(platforms.split(" "))
                .map(one -> one.startsWith("*")
                        ? entry(ManifestText.INDEX, one.substring(1))
                        : entry(ManifestText.MANIFEST, one))
                .toArray(String[]::new));
    }

    private static Map<Need, String> ofIndex(String text) {
        return Compatibility.of((ImageIndex) raw(text).manifest());
    }

    private static Kind kind(String manifest, MediaType artifactType) {
        return Kind.of(raw(manifest).manifest(), artifactType);
    }

    private static Set<Need> lacks(Kind kind, String tag, String manifest, String... children) {
        List<RawManifest> known = Stream.of(children).map(ContentTest::raw).toList();
        return Content.of(
                        kind,
                        Tag.parse(tag),
                        raw(manifest),
                        Set.of(),
                        digest -> known.stream()
                                .filter(one -> one.digest().equals(digest))
                                .findFirst())
                .lacks();
    }

    @Test
    void kind_ofAManifest_isDerived() {
        assertThat(kind(IMAGE, null)).isEqualTo(Kind.IMAGE);
        assertThat(kind(index("linux/amd64"), null)).isEqualTo(Kind.MULTI_PLATFORM_IMAGE);
        assertThat(kind(index("linux/amd64"), new MediaType("a/b"))).isEqualTo(Kind.ARTIFACT);
        assertThat(kind(artifact(EMPTY, layer("text/plain", "")), new MediaType("a/b")))
                .isEqualTo(Kind.ARTIFACT);
        assertThat(kind(artifact(HELM, layer("text/plain", "")), new MediaType(HELM)))
                .isEqualTo(Kind.CHART);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.sylabs.sif.config.v1+json",
                "application/vnd.sylabs.sif.config.v1",
                "application/vnd.oci.empty.v1+json",
                "application/vnd.oci.image.config.v1+json",
                "application/vnd.unknown.config.v1+json"
            })
    void sif_withAnyConfig_isRecognised(String config) {
        for (String type : List.of(SIF, "appliciation/vnd.sylabs.sif.layer.tar")) {
            String manifest = artifact(config, layer(type, "x.sif"));
            assertThat(kind(manifest, new MediaType(config))).isEqualTo(Kind.SIF);
            assertThat(kind(manifest, null)).isEqualTo(Kind.SIF);
        }
    }

    /** Apptainer refuses these: "invalid layer mediatype". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "application/vnd.sylabs.sif.layer.tar",
                "appliciation/vnd.sylabs.sif.layer.tar+gzip"
            })
    void sif_withAnotherLayer_isAnArtifact(String layer) {
        MediaType config = new MediaType("application/vnd.sylabs.sif.config.v1+json");
        assertThat(kind(artifact(config.value(), layer(layer, "x.sif")), config))
                .isEqualTo(Kind.ARTIFACT);
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64,",
        "linux/amd64 linux/arm64,",
        "linux/amd64 linux/amd64/v2 linux/amd64/v3,",
        "linux/arm/v6 linux/arm/v7,",
        "linux/arm64/v8,",
        "linux/arm64/v8 linux/arm64/v9,",
        "windows/amd64/v2,",
        "unknown/unknown linux/amd64,",
        "linux/amd64/v2 linux/amd64/v3,PLAIN_PLATFORMS linux/amd64/v2; linux/amd64/v3",
        "linux/amd64/v1,NO_V1 linux/amd64/v1",
        "linux/amd64/v1 linux/amd64/v3,NO_V1 linux/amd64/v1",
        "linux/amd64/v3 linux/amd64/v1,NO_V1 linux/amd64/v1 PLAIN_FIRST linux/amd64/v3",
        "linux/arm64 linux/amd64/v3,PLAIN_PLATFORMS linux/amd64/v3",
        "linux/arm64/v9,PLAIN_PLATFORMS linux/arm64/v9",
        "linux/riscv64/rva23,PLAIN_PLATFORMS linux/riscv64/rva23",
        "linux/amd64/v1 linux/amd64/v3 linux/amd64,",
        "linux/amd64/v3 linux/amd64,PLAIN_FIRST linux/amd64/v3",
        "linux/arm64/v9 linux/arm64 linux/arm64/v8,PLAIN_FIRST linux/arm64/v9",
    })
    void index_withVariants_lacksPlainPlatforms(String platforms, String expected) {
        Map<Need, String> lacks = ofIndex(index(platforms));
        assertThat(lacks.entrySet().stream()
                        .map(lack -> lack.getKey() + " " + lack.getValue().replace(", ", "; "))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void index_withManyVariants_namesAFewOfThem() {
        String many = String.join(
                " ",
                Stream.iterate(1, i -> i + 1)
                        .limit(9)
                        .map(i -> "linux/amd64/x" + i)
                        .toList());
        assertThat(ofIndex(index(many)))
                .containsExactly(Map.entry(
                        Need.PLAIN_PLATFORMS,
                        "linux/amd64/x1, linux/amd64/x2, linux/amd64/x3, linux/amd64/x4, linux/amd64/x5, …"));
    }

    @Test
    void index_insideAnIndex_isReported() {
        String inner = ManifestText.digest("manifest linux/arm64").toString();
        assertThat(ofIndex(index("linux/amd64 *linux/arm64"))).containsExactly(Map.entry(Need.FLAT_INDEXES, inner));
        assertThat(ofIndex(index("*linux/arm64"))).containsExactly(Map.entry(Need.DIRECT_IMAGES, inner));
        // an attestation is no image
        assertThat(ofIndex(index("*linux/arm64 unknown/unknown")))
                .containsExactly(Map.entry(Need.DIRECT_IMAGES, inner));
    }

    @Test
    void name_ofOneCharacter_isReported() {
        assertThat(Compatibility.of(RepositoryName.parse("a"))).containsExactly(Map.entry(Need.LONGER_NAMES, "a"));
        assertThat(Compatibility.of(RepositoryName.parse("ab"))).isEmpty();
        assertThat(Compatibility.of(RepositoryName.parse("a/b"))).isEmpty();
    }

    @Test
    void name_thatIsLongWithItsHost_isReported() {
        String authority = "registry.acme.example:5000";
        RepositoryName longest = RepositoryName.parse("a".repeat(255 - authority.length() - 1));
        assertThat(Compatibility.of(longest, authority)).isEmpty();
        assertThat(Compatibility.of(RepositoryName.parse(longest.name() + "a"), authority))
                .containsExactly(
                        Map.entry(Need.SHORTER_ADDRESSES, "256 characters with the host registry.acme.example:5000"));
    }

    @Test
    void artifact_withoutTitles_lacksThem() {
        String titled = artifact(EMPTY, layer("text/plain", "a.txt"));
        assertThat(lacks(Kind.ARTIFACT, "1", titled)).isEmpty();
        String untitled = artifact(EMPTY, layer("text/plain", "a.txt"), layer("text/plain", ""));
        assertThat(lacks(Kind.ARTIFACT, "1", untitled)).containsExactly(Need.LAYER_TITLES);
        assertThat(lacks(Kind.ARTIFACT, "1", artifact(EMPTY))).containsExactly(Need.LAYER_TITLES);
        assertThat(lacks(Kind.SIF, "1", artifact(EMPTY, layer(SIF, "")))).containsExactly(Need.LAYER_TITLES);
        assertThat(lacks(Kind.IMAGE, "1", IMAGE)).isEmpty();
        String both = ManifestText.index(
                ManifestText.descriptor(ManifestText.MANIFEST, titled),
                ManifestText.descriptor(ManifestText.MANIFEST, untitled));
        assertThat(lacks(Kind.ARTIFACT, "1", both, titled, untitled)).containsExactly(Need.LAYER_TITLES);
        assertThat(lacks(Kind.ARTIFACT, "1", both, titled)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.2",
        "1.0, 1.0",
        "1, 1",
        "v2.0.0, v2.0.0",
        "1.0.0-rc.1, 1.0.0-rc.1",
        "1.0.0_b.1, 1.0.0+b.1",
        "latest,",
        "1.2.3.4,",
        "1.0.0_b_c,",
        "1.0.0-,",
        "v,"
    })
    void chart_underATag_isPulledByItsVersion(String tag, String version) {
        String chart = artifact(HELM, layer("application/vnd.cncf.helm.chart.content.v1.tar+gzip", ""));
        Set<Need> lacks = lacks(Kind.CHART, tag, chart);
        assertThat(lacks.contains(Need.VERSION_TAGS)).isEqualTo(version == null);
        Pull pull = new Pull(
                "127.0.0.1:5000",
                "",
                false,
                RepositoryName.parse("charts/app"),
                Tag.parse(tag),
                new Content(Kind.CHART, lacks));
        assertThat(Client.HELM.command(pull).map(ClientCommand::command))
                .isEqualTo(Optional.ofNullable(version)
                        .map(one -> "helm pull --plain-http oci://127.0.0.1:5000/charts/app --version " + one));
        assertThat(Client.ORAS.command(pull).map(ClientCommand::command))
                .contains("oras cp --from-plain-http --to-oci-layout 127.0.0.1:5000/charts/app:" + tag + " app-" + tag
                        + ":" + tag);
    }

    @Test
    void skopeo_ofAnInnerIndex_copiesOneImage() {
        Content nested = new Content(Kind.MULTI_PLATFORM_IMAGE, Set.of(Need.FLAT_INDEXES));
        Pull pull = new Pull("a.example", "", true, RepositoryName.parse("acme/app"), Tag.parse("1"), nested);
        assertThat(Client.SKOPEO.command(pull).map(ClientCommand::command))
                .contains("skopeo copy docker://a.example/acme/app:1 oci:app-1:1");
    }

    /** skopeo, and apptainer by docker://, refuse both together. */
    @Test
    void command_ofAnyClient_hasATagAndNoDigest() {
        for (Kind kind : Kind.values()) {
            Pull pull = new Pull(
                    "a.example",
                    "",
                    true,
                    RepositoryName.parse("acme/app"),
                    Tag.parse("1.0"),
                    new Content(kind, Set.of()));
            for (Client client : Client.values()) {
                assertThat(client.command(pull).stream())
                        .noneMatch(one -> one.command().contains("@"));
            }
        }
    }
}
