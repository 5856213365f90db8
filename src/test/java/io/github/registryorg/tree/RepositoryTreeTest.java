package io.github.registryorg.tree;

import static io.github.registryorg.metadata.ManifestText.descriptor;
import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.ManifestText.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths a repository's metadata gives, and what is in them. */
class RepositoryTreeTest {

    private static final String V2 = "v2/acme/app/";

    @TempDir
    private Path root;

    private TreeFiles tree() {
        return TreeFiles.of(root);
    }

    private RegistryDirectory registry() {
        return RegistryDirectory.wellFormed(root);
    }

    private static String signature(String seed, String subject) {
        return with(
                ManifestText.image("{}", seed).replace(ManifestText.CONFIG, "application/vnd.example.signature"),
                "subject",
                descriptor(ManifestText.INDEX, subject));
    }

    private static String referrers(String... descriptors) {
        return ManifestText.index(descriptors);
    }

    // manifests

    @Test
    void manifest_ofSeveralNames_isTheSameBytesAtEach() {
        registry();
        String odd = "{ \"schemaVersion\" : 2,\r\n\t\"manifests\": [ ] }\n";
        new RegistryDirectory(root).content("acme/app", odd).tag("acme/app", "odd", ManifestText.INDEX, odd, size(odd));

        assertThat(tree().text(V2 + "manifests/" + digest(odd))).isEqualTo(odd);
        assertThat(tree().text(V2 + "manifests/odd")).isEqualTo(odd);
    }

    @Test
    void digest_withoutATag_isServed() {
        registry();

        assertThat(tree().text(V2 + "manifests/" + digest(Sample.AMD64))).isEqualTo(Sample.AMD64);
    }

    @Test
    void digest_ofSha512_isServed() {
        byte[] bytes = ManifestText.index().getBytes(StandardCharsets.UTF_8);
        Digest sha512 = Digest.ofContent(DigestAlgorithm.SHA512, bytes);
        registry().file(RegistryDirectory.digestFile("acme/app", sha512), bytes);

        assertThat(tree().text(V2 + "manifests/" + sha512)).isEqualTo(ManifestText.index());
        assertThat(tree().texts()).containsKey(V2 + "referrers/" + sha512);
    }

    @Test
    void config_keptInMetadata_isNotServedAsAManifest() {
        registry();

        assertThat(tree().texts())
                .doesNotContainKeys(
                        V2 + "manifests/" + digest(Sample.ARM64_CONFIG),
                        V2 + "referrers/" + digest(Sample.ARM64_CONFIG));
    }

    @Test
    void digest_yanked_isServed() {
        registry();
        var before = tree().texts();
        new RegistryDirectory(root).note("acme/app", digest(Sample.BOTH), "yanked: it is broken");

        assertThat(tree().texts()).isEqualTo(before);
    }

    @Test
    void digest_removed_isNotServed() {
        String signature = signature("x", Sample.BOTH);
        registry()
                .content("acme/app", signature)
                .note("acme/app", digest(Sample.AMD64), "removed: it had a secret")
                .note("acme/app", digest(signature), "removed: it was forged");

        assertThat(tree().texts().keySet())
                .noneMatch(path -> path.contains(digest(Sample.AMD64).hex()))
                .noneMatch(path -> path.contains(digest(signature).hex()));
        assertThat(tree().text(V2 + "referrers/" + digest(Sample.BOTH))).isEqualTo(referrers());
    }

    @Test
    void digest_removedWithItsBytes_leavesAnEmptyTagList() {
        new RegistryDirectory(root)
                .page("acme/app", "store: file:.store")
                .note("acme/app", digest("gone"), "removed: it had a secret");

        assertThat(tree().text(V2 + "tags/list")).isEqualTo("{\"name\":\"acme/app\",\"tags\":[]}");
    }

    // tags

    @Test
    void tagList_emitted_isInTheOrderOfTheSpecification() {
        RegistryDirectory registry = registry();
        for (String tag : List.of("b", "B", "_", "10", "9", "a-1", "a.1", "a_1", "aa", "Z")) {
            registry.tag("acme/app", tag, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        }
        String tags = "{\"name\":\"acme/app\",\"tags\":[\"1.4.2\",\"10\",\"9\",\"B\",\"Z\",\"_\",\"a-1\",\"a.1\","
                + "\"a_1\",\"aa\",\"arm64\",\"b\"]}";

        assertThat(tree().text(V2 + "tags/list")).isEqualTo(tags);
        assertThat(tree().text("acme/app/tags/index.html")).isEqualTo(tags);
    }

    @Test
    void legacyTags_emitted_areInTheLegacyApiOnly() {
        registry()
                .file(
                        "acme/app/manifests/old/README.md",
                        "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n");

        assertThat(tree().text(V2 + "tags/list")).doesNotContain("old");
        assertThat(tree().text("acme/app/tags/index.html"))
                .isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"1.4.2\",\"arm64\",\"old\"]}");
        assertThat(tree().texts())
                .containsKey("acme/app/manifests/old/index.html")
                .doesNotContainKey(V2 + "manifests/old");
    }

    @Test
    void recipes_ofLegacyTags_areServedAsTheyAre() {
        String recipe = "Bootstrap: docker\r\nFrom: <ubuntu>:16.04\n";
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(
                        "moon/cheese/manifests/old/README.md",
                        "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n")
                .file("moon/cheese/manifests/old/Singularity", recipe)
                .file("moon/cheese/manifests/old/Singularity.gpu", recipe);

        assertThat(tree().texts())
                .containsEntry("moon/cheese/manifests/old/Singularity", recipe)
                .containsEntry("moon/cheese/manifests/old/Singularity.gpu", recipe);
    }

    @Test
    void repository_ofLegacyTagsOnly_hasNothingInV2() {
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(
                        "moon/cheese/manifests/old/README.md",
                        "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n");

        assertThat(tree().texts().keySet())
                .containsExactly(
                        "moon/cheese/manifests/old/index.html",
                        "moon/cheese/tags/index.html",
                        "v2/_catalog",
                        "v2/index.html");
        assertThat(tree().text("v2/_catalog")).isEqualTo("{\"repositories\":[]}");
    }

    @Test
    void catalog_emitted_isSorted() {
        RegistryDirectory registry = new RegistryDirectory(root);
        for (String name : List.of("b", "a/b", "a-b", "a", "a/b/c", "a0")) {
            registry.page(name, "store: file:.store").content(name, ManifestText.index());
        }

        assertThat(tree().text("v2/_catalog"))
                .isEqualTo("{\"repositories\":[\"a\",\"a-b\",\"a/b\",\"a/b/c\",\"a0\",\"b\"]}");
        assertThat(tree().text("v2/index.html")).isEqualTo("{}");
    }

    // manifests of the legacy API

    @Test
    void legacyManifest_ofAnImage_hasUrlsOfConfigAndLayers() {
        registry().page("acme/app", "store: [https://one.example/x, https://two.example]");

        assertThat(tree().text("acme/app/manifests/arm64/index.html"))
                .isEqualTo(Sample.ARM64
                        .replace(
                                descriptor(ManifestText.CONFIG, Sample.ARM64_CONFIG),
                                withUrls(ManifestText.CONFIG, Sample.ARM64_CONFIG))
                        .replace(
                                descriptor(ManifestText.LAYER, Sample.SHARED_LAYER),
                                withUrls(ManifestText.LAYER, Sample.SHARED_LAYER)));
    }

    private static String withUrls(String type, String content, String... more) {
        String urls = Stream.concat(
                        Stream.of(
                                "https://one.example/x/sha256/"
                                        + digest(content).hex(),
                                "https://two.example/sha256/" + digest(content).hex()),
                        Stream.of(more))
                .map(url -> "\"" + url + "\"")
                .collect(java.util.stream.Collectors.joining(","));
        return with(descriptor(type, content), "urls", "[" + urls + "]");
    }

    @Test
    void legacyManifest_ofALayerWithUrls_listsOursFirst() {
        String layer = descriptor(ManifestText.LAYER, Sample.SHARED_LAYER);
        String image = Sample.ARM64.replace(layer, with(layer, "urls", "[\"https://foreign.example/z\"]"));
        registry()
                .page("acme/app", "store: [https://one.example/x, https://two.example]")
                .content("acme/app", image)
                .tag("acme/app", "foreign", ManifestText.MANIFEST, image, 1);

        assertThat(tree().text("acme/app/manifests/foreign/index.html"))
                .contains(withUrls(ManifestText.LAYER, Sample.SHARED_LAYER, "https://foreign.example/z"));
        assertThat(tree().text(V2 + "manifests/foreign")).isEqualTo(image);
    }

    @Test
    void legacyManifest_ofAnIndex_isTheIndex() {
        registry();

        assertThat(tree().text("acme/app/manifests/1.4.2/index.html")).isEqualTo(Sample.BOTH);
    }

    @Test
    void legacyManifest_ofAbsentBlobs_hasNoUrls() {
        registry().page("acme/app");

        assertThat(tree().text("acme/app/manifests/arm64/index.html")).isEqualTo(Sample.ARM64);
    }

    // referrers

    @Test
    void referrers_emitted_areSortedByDigest() {
        List<String> signatures = Stream.of("a", "b", "c", "d", "e")
                .map(seed -> signature(seed, Sample.BOTH))
                .sorted(java.util.Comparator.comparing(ManifestText::digest))
                .toList();
        RegistryDirectory registry = registry();
        signatures.forEach(signature -> registry.content("acme/app", signature));

        String expected = referrers(signatures.stream()
                .map(signature -> with(
                        descriptor(ManifestText.MANIFEST, signature),
                        "artifactType",
                        "\"application/vnd.example.signature\""))
                .toArray(String[]::new));
        assertThat(tree().text(V2 + "referrers/" + digest(Sample.BOTH))).isEqualTo(expected);
        assertThat(tree().text(V2 + "manifests/sha256-" + digest(Sample.BOTH).hex()))
                .isEqualTo(expected);
    }

    @Test
    void referrer_withTypesAndAnnotations_hasItsOwnTypeAndSortedAnnotations() {
        String signature = with(
                with(signature("x", Sample.BOTH), "artifactType", "\"application/vnd.example.own\""),
                "annotations",
                "{\"z\":\"1\",\"a\":\"\u00e9 \\\"\"}");
        registry().content("acme/app", signature);

        assertThat(tree().text(V2 + "referrers/" + digest(Sample.BOTH)))
                .isEqualTo(referrers(with(
                        with(
                                descriptor(ManifestText.MANIFEST, signature),
                                "annotations",
                                "{\"a\":\"\u00e9 \\\"\",\"z\":\"1\"}"),
                        "artifactType",
                        "\"application/vnd.example.own\"")));
    }

    @Test
    void referrer_thatIsAnIndex_isListed() {
        String index = with(ManifestText.index(), "subject", descriptor(ManifestText.MANIFEST, Sample.ARM64));
        registry().content("acme/app", index);

        assertThat(tree().text(V2 + "referrers/" + digest(Sample.ARM64)))
                .isEqualTo(referrers(descriptor(ManifestText.INDEX, index)));
    }

    /** What a server filters by {@code artifactType} with: a list for each type, of the referrers of that type alone. */
    @Test
    void referrers_ofSeveralTypes_areDividedByType() {
        String one = signature("one", Sample.BOTH);
        String two = signature("two", Sample.BOTH);
        String other = with(
                ManifestText.image("{}", "sbom").replace(ManifestText.CONFIG, "application/vnd.example.sbom"),
                "subject",
                descriptor(ManifestText.INDEX, Sample.BOTH));
        registry().content("acme/app", one).content("acme/app", two).content("acme/app", other);

        List<ServedReferrers> divided = tree().referrersByType();

        assertThat(divided)
                .extracting(list -> list.artifactType().value())
                .containsExactly("application/vnd.example.sbom", "application/vnd.example.signature");
        assertThat(divided).allSatisfy(list -> assertThat(list.subject()).isEqualTo(digest(Sample.BOTH)));
        assertThat(new String(divided.get(0).index(), StandardCharsets.UTF_8))
                .contains(digest(other).toString())
                .doesNotContain(digest(one).toString(), digest(two).toString());
        assertThat(new String(divided.get(1).index(), StandardCharsets.UTF_8))
                .contains(digest(one).toString(), digest(two).toString())
                .doesNotContain(digest(other).toString());
    }

    @Test
    void subject_thatIsAbsent_hasItsReferrers() {
        String signature = signature("x", "elsewhere");
        registry().content("acme/app", signature);

        assertThat(tree().text(V2 + "referrers/" + digest("elsewhere")))
                .contains(digest(signature).toString());
        assertThat(tree().texts())
                .containsKey(V2 + "manifests/sha256-" + digest("elsewhere").hex())
                .doesNotContainKey(V2 + "manifests/" + digest("elsewhere"));
    }

    @Test
    void digest_withoutReferrers_hasAnEmptyListAndNoFallbackTag() {
        registry();

        assertThat(tree().text(V2 + "referrers/" + digest(Sample.ARM64))).isEqualTo(referrers());
        assertThat(tree().texts())
                .doesNotContainKey(
                        V2 + "manifests/sha256-" + digest(Sample.ARM64).hex());
    }

    /** Hosts that look for nothing serve these bytes for what nothing refers to. */
    @Test
    void referrers_ofNothing_areAnIndexWithoutManifests() {
        assertThat(new String(ServedReferrers.none(), StandardCharsets.UTF_8)).isEqualTo(referrers());
    }

    @Test
    void fallbackTag_ofASha512Digest_has64Digits() {
        byte[] bytes = Sample.BOTH.getBytes(StandardCharsets.UTF_8);
        Digest sha512 = Digest.ofContent(DigestAlgorithm.SHA512, bytes);
        String signature = with(
                ManifestText.image("{}"),
                "subject",
                "{\"mediaType\":\"" + ManifestText.INDEX + "\",\"digest\":\"" + sha512 + "\",\"size\":" + bytes.length
                        + "}");
        registry().content("acme/app", signature);

        assertThat(tree().text(V2 + "manifests/sha512-" + sha512.hex().substring(0, 64)))
                .isEqualTo(tree().text(V2 + "referrers/" + sha512))
                .contains(digest(signature).toString());
    }

    @Test
    void referrers_ofAnotherRepository_areNotListed() {
        registry().page("acme/app/tools", "store: file:.store").content("acme/app/tools", signature("x", Sample.BOTH));

        assertThat(tree().text(V2 + "referrers/" + digest(Sample.BOTH))).isEqualTo(referrers());
        assertThat(tree().texts()).containsKey("v2/acme/app/tools/referrers/" + digest(Sample.BOTH));
    }

    // names and stages

    @Test
    void manifests_ofATree_areDigestsThenTagsOfReferrersThenTags() {
        String signature = signature("x", Sample.BOTH);
        registry().content("acme/app", signature);

        List<ServedManifest> manifests = tree().manifests();

        List<String> digests = Stream.of(Sample.AMD64, Sample.ARM64, Sample.BOTH, signature)
                .map(content -> digest(content).toString())
                .sorted()
                .toList();
        List<String> tags = List.of("sha256-" + digest(Sample.BOTH).hex(), "1.4.2", "arm64");
        assertThat(manifests)
                .extracting(manifest -> manifest.reference().toString())
                .containsExactlyElementsOf(
                        Stream.concat(digests.stream(), tags.stream()).toList());
        String list = tree().text(V2 + "referrers/" + digest(Sample.BOTH));
        assertThat(manifests.subList(4, 7))
                .extracting(ServedManifest::digest)
                .containsExactly(digest(list), digest(Sample.BOTH), digest(Sample.ARM64));
        assertThat(manifests.subList(4, 7))
                .extracting(manifest -> manifest.mediaType().value())
                .containsExactly(ManifestText.INDEX, ManifestText.INDEX, ManifestText.MANIFEST);
    }

    /** An index that arrives first names manifests that are not there yet. */
    @Test
    void files_deployed_comeAfterWhatTheyName() {
        String signature = signature("x", Sample.BOTH);
        registry().content("acme/app", signature);

        TreeFiles files = tree();

        String both = V2 + "referrers/" + digest(Sample.BOTH);
        assertThat(Stream.of(
                                V2 + "manifests/" + digest(Sample.ARM64),
                                V2 + "manifests/" + digest(Sample.BOTH),
                                V2 + "manifests/1.4.2",
                                V2 + "tags/list",
                                "v2/_catalog",
                                "acme/app/tags/index.html")
                        .map(files::stage))
                .containsExactly(Stage.DIGESTS, Stage.INDEXES, Stage.TAGS, Stage.LISTS, Stage.CATALOG, Stage.PAGES);
        assertThat(files.stage(V2 + "manifests/" + digest(signature))).isLessThan(files.stage(both));
        assertThat(files.stage(V2 + "referrers/" + digest(Sample.ARM64))).isEqualTo(Stage.LISTS);
    }
}
