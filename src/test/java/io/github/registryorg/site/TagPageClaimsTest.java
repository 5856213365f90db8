package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages of tags say of signatures, changes and origins: no more than is known. */
class TagPageClaimsTest {

    private static final String NAME = "acme/app";
    private static final String SIGNATURE = "application/vnd.dev.cosign.simplesigning.v1+json";

    @TempDir
    private Path directory;

    private RegistryDirectory registry;
    private String url = "https://registry.example";

    @BeforeEach
    void begin() {
        registry =
                new RegistryDirectory(directory.resolve("registry")).page(NAME, "store: https://storage.example/acme");
    }

    /** With its size in a pull: the bytes of all different parts. */
    private record Content(String text, Set<String> parts) {

        private static Content of(String text, Stream<String> below) {
            Set<String> parts = new LinkedHashSet<>(List.of(text));
            below.forEach(parts::add);
            return new Content(text, parts);
        }

        private long size() {
            return parts.stream().mapToLong(ManifestText::size).sum();
        }
    }

    private Content image(String config, String... layers) {
        String manifest = ManifestText.image(config, layers);
        registry.content(NAME, config).content(NAME, manifest);
        return Content.of(manifest, Stream.concat(Stream.of(config), Arrays.stream(layers)));
    }

    private static String config(String version) {
        return config(version, 1);
    }

    private static String config(String version, int layers) {
        String ids = IntStream.range(0, layers)
                .mapToObj(i -> "\"" + ManifestText.digest(version + i) + "\"")
                .collect(Collectors.joining(","));
        return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"A=b\"]},\"rootfs\":"
                + "{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}";
    }

    private static String entry(Content content, String os, String architecture) {
        return ManifestText.with(
                ManifestText.descriptor(
                        content.text().contains(ManifestText.INDEX) ? ManifestText.INDEX : ManifestText.MANIFEST,
                        content.text()),
                "platform",
                ManifestText.platform(os, architecture));
    }

    private Content index(List<Content> below, String... entries) {
        String index = ManifestText.index(entries);
        registry.content(NAME, index);
        return Content.of(index, below.stream().flatMap(one -> one.parts().stream()));
    }

    private void tag(String tag, Content content, String... keys) {
        registry.tag(
                NAME,
                tag,
                Stream.concat(
                                Stream.of(
                                        "mediaType: "
                                                + (content.text().contains("\"manifests\":")
                                                        ? ManifestText.INDEX
                                                        : ManifestText.MANIFEST),
                                        "digest: " + ManifestText.digest(content.text()),
                                        "size: " + content.size()),
                                Stream.of(keys))
                        .toArray(String[]::new));
    }

    private void sign(Content subject, int signatures) {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor(ManifestText.CONFIG, "{}") + ",\"layers\":["
                + String.join(
                        ",",
                        IntStream.range(0, signatures)
                                .mapToObj(i -> ManifestText.descriptor(
                                        SIGNATURE, "payload " + i + ManifestText.digest(subject.text())))
                                .toList())
                + "]}";
        registry.content(NAME, manifest);
        List<String> parts = new ArrayList<>(List.of("{}"));
        IntStream.range(0, signatures).forEach(i -> parts.add("payload " + i + ManifestText.digest(subject.text())));
        tag(CosignTag.of(ManifestText.digest(subject.text())).get(0).name(), Content.of(manifest, parts.stream()));
    }

    private String refer(Content subject, String artifact) {
        String manifest = ManifestText.with(
                ManifestText.with(artifact, "subject", ManifestText.descriptor(ManifestText.MANIFEST, subject.text())),
                "artifactType",
                "\"application/vnd.acme.report\"");
        registry.content(NAME, manifest);
        return manifest;
    }

    private String page(String tag) throws IOException {
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of("nginx"),
                        url,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
        return Files.readString(directory.resolve("site/" + NAME + "/-/tags/" + tag + "/index.html"));
    }

    @Test
    void signatures_ofOnePlatform_nameIt() throws IOException {
        Content amd64 = image(config("amd64"), "amd64");
        Content arm64 = image(config("arm64"), "arm64");
        tag("1", index(List.of(amd64, arm64), entry(amd64, "linux", "amd64"), entry(arm64, "linux", "arm64")));
        sign(arm64, 2);

        assertThat(page("1")).contains("2 signatures of linux/arm64, not verified");

        sign(amd64, 1);
        assertThat(page("1")).contains("3 signatures, not verified");
    }

    @Test
    void signatures_behindManyOthers_areCountedAndFirst() throws IOException {
        Content image = image(config("1"), "layer");
        tag("1", image);
        for (int i = 0; i < 45; i++) {
            refer(image, ManifestText.image("{}", "report " + i));
        }
        sign(image, 50);

        assertThat(page("1"))
                .contains("50 signatures, not verified", "and 55 more")
                .doesNotContain("vnd.acme.report");
    }

    @Test
    void referrer_thatIsAnIndex_hasARowAndMaySign() throws IOException {
        Content image = image(config("1"), "layer");
        tag("1", image);
        String index = refer(image, ManifestText.index());

        assertThat(page("1"))
                .contains(
                        "<th scope=\"row\">application/vnd.acme.report</th>",
                        "<code title=\"" + ManifestText.digest(index) + "\">",
                        "Not known: 1 attachment was not read")
                .doesNotContain("No signature");
    }

    @Test
    void signature_ofANestedIndex_isOfAPart() throws IOException {
        Content image = image(config("1"), "layer");
        Content inner = index(List.of(image), entry(image, "linux", "amd64"));
        tag("1", index(List.of(inner), entry(inner, "linux", "amd64")));
        sign(image, 1);

        assertThat(page("1")).contains("1 signature of a part of it, not verified");
    }

    @Test
    void comparison_ofNestedIndexes_isNotKnown() throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            Content image = image(config(version), "layer of " + version);
            Content inner = index(List.of(image), entry(image, "linux", "amd64"));
            tag(version, index(List.of(inner), entry(inner, "linux", "amd64")));
        }

        assertThat(page("1.1"))
                .contains("<td data-label=\"Layers\">not known</td>")
                .doesNotContain("the same<");
    }

    @Test
    void comparison_ofManyPlatforms_isOfEachOfThem() throws IOException {
        for (String version : List.of("1.0", "1.1")) {
            List<Content> images = IntStream.range(0, 15)
                    .mapToObj(i -> image(config("p" + i, 2), "base of " + i, version + " of " + i))
                    .toList();
            tag(
                    version,
                    index(
                            images,
                            IntStream.range(0, 15)
                                    .mapToObj(i -> entry(images.get(i), "linux", "p" + i))
                                    .toArray(String[]::new)));
        }

        String page = page("1.1");
        assertThat(page.split("<summary>1 of 2 the same</summary>", -1)).hasSize(16);
        assertThat(page).contains("No setting differs.", "<li>added ", "<li>removed ");
    }

    @Test
    void settings_ofDockerAlone_areShown() throws IOException {
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Shell\":[\"/bin/bash\",\"-c\"],"
                + "\"OnBuild\":[\"COPY . /app\",\"RUN make\"],\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"curl -f"
                + " localhost\"],\"Interval\":1500000000,\"Retries\":3}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + ManifestText.digest("1") + "\"]}}";
        tag("1", image(config, "layer"));

        assertThat(page("1"))
                .contains(
                        "<dt>Shell</dt><dd><code>/bin/bash -c</code>",
                        "<dt>On build</dt><dd><code>COPY . /app; RUN make</code>",
                        "<dt>Health check</dt><dd><code>curl -f localhost (Interval 1.5 s, Retries 3)</code>");
    }

    @Test
    void layers_beyondThoseShown_areCounted() throws IOException {
        tag(
                "1",
                image(
                        config("1", 130),
                        IntStream.range(0, 130).mapToObj(i -> "layer " + i).toArray(String[]::new)));

        assertThat(page("1")).contains("and 70 more", "data-layers=\"130\"");
    }

    @Test
    void latest_ofAnOlderRelease_isComparedWithTheOneBelow() throws IOException {
        for (String version : List.of("1.9.3", "1.9.4", "2.0.0")) {
            Content image = image(config(version), version);
            tag(version, image);
            if (version.equals("1.9.4")) {
                tag("latest", image);
            }
        }

        assertThat(page("latest")).contains("Changes since <a href=\"../1.9.3/\">");
        assertThat(page("2.0.0")).contains("Changes since <a href=\"../1.9.4/\">");
    }

    @Test
    void revision_ofALabelAlone_isDoubtfulAndNoLink() throws IOException {
        String revision = "9fceb02d0ae598e95dc970b74767f19372d61af8";
        String[] keys = {"revision: " + revision, "source: https://github.com/acme/base"};
        tag("1", image(config("1"), "1"), keys[0], keys[1], "fromLabels: [revision]");
        tag("2", image(config("2"), "2"), keys);

        assertThat(page("1")).contains(">doubtful</abbr>").doesNotContain("/commit/");
        assertThat(page("2"))
                .contains("https://github.com/acme/base/commit/" + revision)
                .doesNotContain("doubtful");
    }

    @Test
    void platform_ofAnEndlessName_isCut() throws IOException {
        Content image = image(config("1"), "layer");
        tag("1", index(List.of(image), entry(image, "a-".repeat(5_000), "amd64"), entry(image, "changes-with", "")));

        assertThat(page("1"))
                .contains("id=\"platform" + "-a".repeat(32) + "\"", "id=\"platform-changes-with\"")
                .doesNotContain("a-".repeat(40));
    }

    @Test
    void artifact_hasLinksToItsFiles() throws IOException {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST
                + "\",\"artifactType\":\"application/vnd.acme.rules\",\"config\":"
                + ManifestText.descriptor("application/vnd.oci.empty.v1+json", "{}") + ",\"layers\":["
                + ManifestText.with(
                        ManifestText.descriptor("text/plain", "rules"),
                        "annotations",
                        "{\"org.opencontainers.image.title\":\"rules.txt\"}")
                + "]}";
        registry.content(NAME, manifest);
        tag("1", Content.of(manifest, Stream.of("{}", "rules")), "artifactType: application/vnd.acme.rules");

        assertThat(page("1"))
                .contains("<a class=\"file\" href=\"https://storage.example/acme/sha256/"
                        + ManifestText.digest("rules").hex() + "\" rel=\"nofollow noopener\">rules.txt</a>");
    }

    @Test
    void tag_ofARegistryWithoutAddress_saysWhatToDo() throws IOException {
        url = null;
        tag("1", image(config("1"), "layer"));

        String line = "The address of this registry is not set (registry.url), so there are no commands here. Pull"
                + " HOST/acme/app:1, with the host name of this registry in place of HOST.";
        assertThat(page("1")).contains(line);
        assertThat(Files.readString(directory.resolve("site/" + NAME + "/index.html")))
                .contains(line);
    }
}
