package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of tags of registries as they are on disk. */
class TagPagesTest {

    private static final String NAME = "acme/app";
    private static final String STORE = "https://storage.example/acme";
    private static final String LAYER = "one layer of all";

    @TempDir
    private Path directory;

    private int tagPages = SiteRequest.DEFAULT_TAG_PAGES;

    private RegistryDirectory registry() {
        return new RegistryDirectory(directory.resolve("registry")).page(NAME, "store: " + STORE);
    }

    private SiteResult make(String host) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        directory.resolve("registry"),
                        directory.resolve("site"),
                        Host.of(host),
                        "https://registry.example",
                        BlobMode.AUTO,
                        tagPages,
                        RegistryStory.ACCESS,
                        false));
    }

    private String page(String tag) throws IOException {
        return page(NAME, tag);
    }

    private String page(String repository, String tag) throws IOException {
        return Files.readString(directory.resolve("site/" + repository + "/-/tags/" + tag + "/index.html"));
    }

    private List<String> pages() throws IOException {
        Path tags = directory.resolve("site/" + NAME + "/-/tags");
        if (!Files.exists(tags)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(tags)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** An image for one platform, with a config that the registry keeps. */
    private static String image(RegistryDirectory registry, String tag, String config, String... keys) {
        String manifest = ManifestText.image(config, LAYER, "layer of " + tag);
        registry.content(NAME, config).content(NAME, manifest);
        tag(registry, tag, manifest, config, keys);
        return manifest;
    }

    private static void tag(RegistryDirectory registry, String tag, String manifest, String config, String... keys) {
        long size = ManifestText.size(manifest)
                + ManifestText.size(config)
                + ManifestText.size(LAYER)
                + ManifestText.size("layer of " + tag);
        registry.tag(
                NAME,
                tag,
                Stream.concat(
                                Stream.of(
                                        "mediaType: " + ManifestText.MANIFEST,
                                        "digest: " + ManifestText.digest(manifest),
                                        "size: " + size,
                                        "platforms: [linux/amd64]"),
                                Stream.of(keys))
                        .toArray(String[]::new));
    }

    /** A config of two layers, made by two steps and one that made none. */
    private static String config(String version, String... more) {
        String steps = Stream.concat(
                        Stream.of(
                                "{\"created_by\":\"/bin/sh -c #(nop) ADD file:1 in / \"}",
                                "{\"created_by\":\"ENV VERSION=" + version + "\",\"empty_layer\":true}",
                                "{\"created_by\":\"RUN /bin/sh -c make # buildkit\"}"),
                        Stream.of(more))
                .collect(Collectors.joining(","));
        return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"VERSION=" + version
                + "\"],\"Entrypoint\":[\"/app\",\"an argument\"],\"User\":\"1000\",\"ExposedPorts\":{\"8080/tcp\":{}}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + ManifestText.digest("a") + "\",\""
                + ManifestText.digest("b" + version) + "\"]},\"history\":[" + steps + "]}";
    }

    @Test
    void tags_ofARepository_haveAsManyPagesAsRequested() throws IOException {
        RegistryDirectory registry = registry();
        IntStream.range(0, 12).forEach(i -> image(registry, "1." + i, config("1." + i)));
        image(registry, "sha-9f8e7d6", config("c"));

        make("nginx");
        assertThat(pages()).hasSize(10).contains("1.11", "1.2").doesNotContain("1.1", "sha-9f8e7d6");
        tagPages = 2;
        assertThat(make("nginx").changed()).isTrue();
        assertThat(pages()).containsExactly("1.10", "1.11");
        tagPages = 0;
        make("nginx");
        assertThat(pages()).isEmpty();
    }

    @Test
    void tagPages_belowZero_areRefused() {
        registry();
        tagPages = -1;

        assertThatThrownBy(() -> make("nginx"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("registry.tagPages");
    }

    @Test
    void tags_ofMachinesAlone_havePages() throws IOException {
        image(registry(), "sha-9f8e7d6", config("c"));
        make("nginx");
        assertThat(pages()).containsExactly("sha-9f8e7d6");
    }

    @Test
    void image_withConfig_showsWhatIsInIt() throws IOException {
        image(
                registry(),
                "1.0",
                config("1.0"),
                "revision: 9fceb02d0ae598e95dc970b74767f19372d61af8",
                "source: https://github.com/acme/app.git");
        make("nginx");

        assertThat(page("1.0"))
                .contains(
                        "id=\"platform-linux-amd64\"",
                        "<code>ADD file:1 in /</code>",
                        "<code>RUN make</code>",
                        "no layer",
                        "<dt>Entry point</dt><dd><code>/app 'an argument'</code></dd>",
                        "<dt>Ports</dt><dd><code>8080/tcp</code></dd>",
                        "<dt>VERSION</dt><dd><code>1.0</code></dd>",
                        "podman pull registry.example/acme/app:1.0",
                        "href=\"https://github.com/acme/app/commit/9fceb02d0ae598e95dc970b74767f19372d61af8\"",
                        "No signature");
        assertThat(page("1.0")).containsPattern("podman pull registry.example/acme/app@sha256:[0-9a-f]{64}<");
    }

    @Test
    void history_thatFitsNoLayers_isLeftOut() throws IOException {
        image(registry(), "1.0", config("1.0", "{\"created_by\":\"RUN more\"}"));
        make("nginx");

        assertThat(page("1.0")).doesNotContain("RUN").contains("<rect width=\"100\"");
    }

    @Test
    void config_thatIsNotKept_leavesTheLayers() throws IOException {
        RegistryDirectory registry = registry();
        String config = config("1.0");
        String manifest = ManifestText.image(config, LAYER, "layer of 1.0");
        registry.content(NAME, manifest);
        tag(registry, "1.0", manifest, config);
        make("nginx");

        assertThat(page("1.0"))
                .contains(ManifestText.digest(LAYER).toString())
                .doesNotContain("data-config", "Entry point");
    }

    @Test
    void release_afterAnother_showsWhatChanged() throws IOException {
        RegistryDirectory registry = registry();
        image(registry, "1.0", config("1.0"));
        String newest = image(registry, "1.1", config("1.1"));
        registry.file(
                NAME + "/manifests/latest/README.md",
                Files.readString(registry.path(NAME + "/manifests/1.1/README.md")) + "## Notes\n\nThe *newest*.\n");
        make("nginx");

        assertThat(page("1.1"))
                .contains(
                        "Changes since <a href=\"../1.0/\">1.0</a>",
                        "1 of 2 the same",
                        "<th scope=\"row\">Environment VERSION</th><td data-label=\"1.0\"><code>1.0</code></td>",
                        "<a class=\"tag\" href=\"../latest/\" title=\"latest\">latest</a>");
        assertThat(page("latest"))
                .contains("Changes since <a href=\"../1.0/\">1.0</a>", "Notes</h2>", "<em>newest</em>")
                .contains(ManifestText.digest(newest).toString());
        assertThat(page("1.0")).contains("<h2 id=\"changes-since\">Changes</h2>", "hidden=\"hidden\">");
    }

    @Test
    void yanked_tag_hasAPageThatSaysSo() throws IOException {
        RegistryDirectory registry = registry();
        String manifest = image(registry, "1.0", config("1.0"));
        registry.note(NAME, ManifestText.digest(manifest), "yanked: leaks its <log>");
        make("nginx");

        assertThat(page("1.0")).contains("Yanked</strong> leaks its &lt;log&gt;");
    }

    @Test
    void referrers_ofEachKind_areListed() throws IOException {
        RegistryDirectory registry = registry();
        String manifest = image(registry, "1.0", config("1.0"));
        String empty = "{}";
        String sbom = ManifestText.with(
                ManifestText.with(
                        ManifestText.image(empty, "the bill"),
                        "subject",
                        ManifestText.descriptor(ManifestText.MANIFEST, manifest)),
                "artifactType",
                "\"application/spdx+json\"");
        registry.content(NAME, sbom);
        String signature = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor(ManifestText.CONFIG, empty) + ",\"layers\":["
                + ManifestText.descriptor("application/vnd.dev.cosign.simplesigning.v1+json", "payload") + "]}";
        registry.content(NAME, signature);
        registry.tag(
                NAME,
                CosignTag.of(ManifestText.digest(manifest)).get(0).name(),
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + ManifestText.digest(signature),
                "size: " + (ManifestText.size(signature) + 2 + ManifestText.size("payload")),
                "published: \"2026-11-20T10:11:12Z\"");
        make("nginx");

        assertThat(page("1.0"))
                .contains(
                        "1 signature, not verified",
                        "Signature (cosign)</th><td data-label=\"Of\">linux/amd64</td>",
                        "2026-11-20",
                        "SBOM (SPDX)",
                        "href=\"" + STORE + "/sha256/"
                                + ManifestText.digest("payload").hex() + "\"");
        assertThat(pages()).containsExactly("1.0");
    }

    /** A manifest that refers to another as cosign's and GitHub's bundles do. */
    private static void bundle(RegistryDirectory registry, String subject, String content, String annotations) {
        String type = "\"application/vnd.dev.sigstore.bundle.v0.3+json\"";
        String empty = "{}";
        registry.content(
                NAME,
                ManifestText.with(
                        ManifestText.with(
                                ManifestText.with(
                                        ManifestText.image(empty, content),
                                        "subject",
                                        ManifestText.descriptor(ManifestText.MANIFEST, subject)),
                                "artifactType",
                                type),
                        "annotations",
                        annotations));
    }

    @Test
    void bundle_ofSigstore_isWhatItSays() throws IOException {
        RegistryDirectory registry = registry();
        bundle(
                registry,
                image(registry, "1.0", config("1.0")),
                "signature",
                "{\"dev.sigstore.bundle.content\":\"dsse-envelope\",\"dev.sigstore.bundle.predicateType\":"
                        + "\"https://sigstore.dev/cosign/sign/v1\"}");
        bundle(
                registry,
                image(registry, "1.1", config("1.1")),
                "provenance",
                "{\"dev.sigstore.bundle.content\":\"dsse-envelope\",\"dev.sigstore.bundle.predicateType\":"
                        + "\"https://slsa.dev/provenance/v1\"}");
        bundle(registry, image(registry, "1.2", config("1.2")), "one of both", "{}");
        make("nginx");

        assertThat(page("1.0"))
                .contains("1 signature, not verified", "Signature (Sigstore)</th>")
                .doesNotContain("Attestation</th>", "No signature");
        assertThat(page("1.1"))
                .contains(
                        "<a href=\"#referrers\">No signature, but 1 signed attestation, not verified</a>",
                        "Provenance (SLSA)</th>");
        assertThat(page("1.2"))
                .contains(
                        "Perhaps: 1 Sigstore bundle of unstated content, not verified",
                        "Signature or attestation (Sigstore)</th>")
                .doesNotContain("No signature");
    }

    @Test
    void release_withoutAPage_isLinkedToByItsRow() throws IOException {
        RegistryDirectory registry = registry();
        IntStream.range(0, 130).forEach(i -> image(registry, "1." + i, config("1." + i)));
        registry.file(
                NAME + "/manifests/0.9/README.md",
                Files.readString(registry.path(NAME + "/manifests/1.129/README.md")));
        tagPages = 1;
        make("nginx");
        String row = "../../../#tag:1.128";

        assertThat(page("1.129"))
                .contains(
                        "Changes since <a href=\"" + row + "\">1.128</a>",
                        "1.128 has no page of its own, only <a href=\"" + row + "\">a row in the list of tags</a>.",
                        "1 of 2 the same",
                        // another name of the same digest, in a further page of the list
                        "<a class=\"tag\" href=\"../../../-/list/2/#tag:0.9\" title=\"0.9\">0.9</a>");
        Path site = directory.resolve("site/" + NAME);
        assertThat(Files.readString(site.resolve("index.html")))
                .contains("<tr id=\"tag:1.128\">")
                .doesNotContain("id=\"tag:1.129\"");
        assertThat(Files.readString(site.resolve("-/list/2/index.html"))).contains("<tr id=\"tag:0.9\">");
    }

    @Test
    void index_ofUnknownPlatforms_hasTheSizeOfAll() throws IOException {
        RegistryDirectory registry = registry();
        image(registry, "one", config("1"));
        String bare = ManifestText.image("{\"made\":\"elsewhere\"}", LAYER);
        String other = ManifestText.image("{\"made\":\"there\"}", LAYER);
        String index = ManifestText.index(
                ManifestText.descriptor(ManifestText.MANIFEST, bare),
                ManifestText.descriptor(ManifestText.MANIFEST, other));
        registry.content(NAME, bare).content(NAME, other).content(NAME, index);
        long size = ManifestText.size(index)
                + ManifestText.size(bare)
                + ManifestText.size(other)
                + ManifestText.size("{\"made\":\"elsewhere\"}")
                + ManifestText.size("{\"made\":\"there\"}")
                + ManifestText.size(LAYER);
        registry.tag(
                NAME,
                "2.0",
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(index),
                "size: " + size);
        make("nginx");
        String list = Files.readString(directory.resolve("site/" + NAME + "/index.html"));

        assertThat(list).containsSubsequence(">2.0</a>", "</data> <small>all platforms</small></td>", ">one</a>");
        assertThat(list.substring(list.indexOf(">one</a>"))).doesNotContain("all platforms");
        assertThat(Files.readString(directory.resolve("site/index.html"))).contains("<small>all platforms</small>");
    }

    @Test
    void index_claimingThousandsOfPlatforms_hasASmallPage() throws IOException {
        RegistryDirectory registry = registry();
        String manifest = image(registry, "one", config("1"));
        String index = ManifestText.index(IntStream.range(0, 3_000)
                .mapToObj(i -> ManifestText.with(
                        ManifestText.descriptor(ManifestText.MANIFEST, manifest),
                        "platform",
                        ManifestText.platform("linux", "p" + i)))
                .toArray(String[]::new));
        registry.content(NAME, index);
        registry.tag(
                NAME,
                "1.0",
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(index),
                "size: "
                        + (ManifestText.size(index)
                                + ManifestText.size(manifest)
                                + ManifestText.size(config("1"))
                                + ManifestText.size(LAYER)
                                + ManifestText.size("layer of one")));
        make("nginx");

        assertThat(page("1.0"))
                .contains("<span class=\"count\">3,000</span>", "and 2,960 more")
                .hasSizeLessThan(100_000);
    }

    @Test
    void platforms_ofEqualNames_haveDifferentPlaces() throws IOException {
        RegistryDirectory registry = registry();
        String manifest = image(registry, "one", config("1"));
        String child = ManifestText.with(
                ManifestText.descriptor(ManifestText.MANIFEST, manifest),
                "platform",
                ManifestText.platform("linux", "amd64"));
        String index = ManifestText.index(child, child);
        registry.content(NAME, index);
        registry.tag(
                NAME,
                "1.0",
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(index),
                "size: "
                        + (ManifestText.size(index)
                                + ManifestText.size(manifest)
                                + ManifestText.size(config("1"))
                                + ManifestText.size(LAYER)
                                + ManifestText.size("layer of one")));
        make("nginx");

        assertThat(page("1.0"))
                .contains("id=\"platform-linux-amd64\"", "id=\"platform-linux-amd64-2\"", "linux/amd64 (2)");
    }

    @Test
    void legacy_tag_showsItsFilesAndRecipes() throws IOException {
        new RegistryDirectory(directory.resolve("registry"))
                .page("lab/viewer")
                .file("lab/viewer/manifests/latest/README.md", """
                        ---
                        layout: manifests/singularity
                        size: 27332
                        digest: md5:0cc175b9c0f1b6a831c399e269772661
                        layers:
                        - size: 27332
                          digest: md5:0cc175b9c0f1b6a831c399e269772661
                          url: https://storage.example/viewer.sif
                        ---
                        """)
                .file("lab/viewer/manifests/latest/Singularity", "Bootstrap: docker\n");
        make("nginx");

        assertThat(page("lab/viewer", "latest"))
                .contains(
                        "size not stated",
                        "href=\"https://storage.example/viewer.sif\"",
                        "href=\"../../../manifests/latest/Singularity\"")
                .doesNotContain("No signature");
    }
}
