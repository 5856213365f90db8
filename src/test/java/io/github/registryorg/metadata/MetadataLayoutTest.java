package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataLayoutTest {

    private static final String HEX = "ab".repeat(32);
    private static final MetadataLayout APP = MetadataLayout.of(RepositoryName.parse("acme/app"));

    @Test
    void page_ofARepository_isReadBack() {
        assertThat(APP.page()).isEqualTo("acme/app/README.md");
        assertThat(MetadataLayout.parse(APP.page())).contains(new MetadataPath.PageFile("acme/app"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "README.md", "manifests", "digests", "latest"})
    void tag_ofARepository_isReadBack(String name) {
        Tag tag = Tag.parse(name);
        assertThat(APP.tag(tag)).isEqualTo("acme/app/manifests/" + name + "/README.md");
        assertThat(MetadataLayout.parse(APP.tag(tag))).contains(new MetadataPath.TagFile("acme/app", tag));
        assertThat(APP.tag(tag)).startsWith(APP.tagDirectory(tag) + "/");
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void digest_ofARepository_isReadBack(DigestAlgorithm algorithm) {
        Digest digest = Digest.ofContent(algorithm, new byte[0]);
        String stem = "acme/app/digests/" + algorithm.id() + "/" + digest.hex().substring(0, 2) + "/" + digest.hex();
        assertThat(APP.content(digest)).isEqualTo(stem + ".json");
        assertThat(APP.note(digest)).isEqualTo(stem + ".yaml");
        assertThat(MetadataLayout.parse(APP.content(digest)))
                .contains(new MetadataPath.ContentFile("acme/app", digest));
        assertThat(MetadataLayout.parse(APP.note(digest))).contains(new MetadataPath.NoteFile("acme/app", digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/app/tags/README.md", "acme/app/manifests/README.md"})
    void parse_pageOfTheOlderFormat_isAMarker(String path) {
        assertThat(MetadataLayout.parse(path)).contains(new MetadataPath.MarkerFile("acme/app"));
    }

    @ParameterizedTest
    @CsvSource({
        "app/README.md, app",
        "Not A Name/README.md, Not A Name",
        "../README.md, ..",
        "manifests/1.0/README.md, manifests/1.0",
        "acme/app/Manifests/1.0/README.md, acme/app/Manifests/1.0",
    })
    void parse_pageInAnyDirectory_belongsToThat(String path, String directory) {
        MetadataPath file = MetadataLayout.parse(path).orElseThrow();
        assertThat(file).isEqualTo(new MetadataPath.PageFile(directory));
        assertThat(file.repository()).isEqualTo(RepositoryName.tryParse(directory));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifests/b/manifests/c/README.md",
                "manifests/1.0/more/README.md",
                "manifests/.bad/README.md",
                "manifests/1.0/readme.md",
                "manifests/",
                "tags/1.0/README.md",
                "tags/README.md/",
                "digests/README.md",
                "digests/sha256/ab/ab.yaml",
                "digests/sha256/cd/abababababababababababababababababababababababababababababababab.yaml",
                "digests/sha256/a/abababababababababababababababababababababababababababababababab.yaml",
                "digests/sha256/ab/ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB.yaml",
                "digests/sha256/ab/abababababababababababababababababababababababababababababababab.yml",
                "digests/md5/ab/abababababababababababababababab.yaml",
                "digests/sha512/ab/abababababababababababababababababababababababababababababababab.yaml",
                "digests/sha256/ab/x/abababababababababababababababababababababababababababababababab.yaml",
            })
    void parse_fileWithoutAPlace_isOther(String own) {
        assertThat(MetadataLayout.parse("a/" + own)).contains(new MetadataPath.OtherFile("a", own, false));
    }

    @Test
    void parse_misplacedContent_isContentAllTheSame() {
        assertThat(MetadataLayout.parse("a/digests/sha256/cd/" + HEX + ".json").orElseThrow())
                .isInstanceOf(MetadataPath.OtherFile.class)
                .matches(MetadataPath::isContent);
        assertThat(MetadataLayout.parse("a/digests/sha256/ab/" + HEX + ".json").orElseThrow())
                .isInstanceOf(MetadataPath.ContentFile.class)
                .matches(MetadataPath::isContent);
        assertThat(MetadataLayout.parse("a/digests/sha256/ab/" + HEX + ".yaml").orElseThrow())
                .matches(file -> !file.isContent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "registry.yaml",
                "acme/app/readme.md",
                "acme/app/Manifests/1.0",
                "acme/app/manifests",
                "acme/app/Dockerfile",
                "acme\\app\\README.md",
                "",
                "/",
                "pom.xml",
            })
    void parse_fileOfNoRepository_isEmpty(String path) {
        assertThat(MetadataLayout.parse(path)).isEmpty();
    }

    @Test
    void parse_longHostilePaths_endsSoon() {
        String many = "a/".repeat(500_000);
        assertThat(MetadataLayout.parse(many + "x")).isEmpty();
        assertThat(MetadataLayout.parse(many + "README.md").orElseThrow().repository())
                .isEmpty();
        assertThat(MetadataLayout.parse("a/digests/" + many + "x")).isPresent();
        assertThat(MetadataLayout.parse("a/" + "manifests/".repeat(500_000) + "README.md"))
                .isPresent();
    }

    @Test
    void holdsTags_onlyTheDirectoryAboveTags() {
        assertThat(MetadataLayout.holdsTags("acme/app/manifests")).isTrue();
        assertThat(MetadataLayout.holdsTags("acme/app/manifests/1.0")).isFalse();
        assertThat(MetadataLayout.holdsTags("manifests")).isFalse();
    }
}
