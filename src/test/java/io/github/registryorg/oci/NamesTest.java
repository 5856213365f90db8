package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars of the distribution specification, and the problems of what breaks them. */
class NamesTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    private static void assertRefused(ProblemCode code, Runnable parse, String text) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(parse::run)
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().hint()).isNotBlank();
                })
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "acme/app", "a/b/c/d", "a.b", "a_b", "a__b", "a-b", "a---b", "0", "a.b/c__d/e-f"})
    void repository_valid_isAName(String name) {
        assertThat(RepositoryName.parse(name).toString()).isEqualTo(name);
        assertThat(RepositoryName.tryParse(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "A",
                "a..b",
                "a___b",
                ".a",
                "a.",
                "_a",
                "-a",
                "a-",
                "a:b",
                "a b",
                "a\n",
                "ä",
                "a/../b",
                "..",
                "a/%2e%2e"
            })
    void repository_invalid_isRefused(String name) {
        assertThat(RepositoryName.tryParse(name)).isEmpty();
        assertRefused(ProblemCode.NAME_INVALID, () -> RepositoryName.parse(name), "is not a repository's name");
    }

    @Test
    void name_of255Characters_isTheLongest() {
        assertThat(RepositoryName.tryParse("a".repeat(255))).isPresent();
        assertThat(RepositoryName.tryParse("a/".repeat(127) + "a")).isPresent();
        assertThat(RepositoryName.tryParse("a/".repeat(127) + "/")).isEmpty();
        assertThat(RepositoryName.tryParse("a".repeat(256))).isEmpty();
        assertThat(RepositoryName.isComponent("a".repeat(256))).isFalse();
    }

    @Test
    void name_madeForSlowMatching_isRefusedFast() {
        assertThat(RepositoryName.tryParse("a-".repeat(127) + "!")).isEmpty();
        assertThat(RepositoryName.tryParse("a" + "-".repeat(253) + "!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "latest", "_", "A", "a-b.c_d", "v1..2"})
    void tag_valid_isATag(String name) {
        assertThat(Tag.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a/b", "a:b", "a+b", "a b", "a\n", "ä", "a\u0000"})
    void tag_invalid_isRefused(String name) {
        assertThat(Tag.tryParse(name)).isEmpty();
        assertRefused(ProblemCode.TAG_INVALID, () -> Tag.parse(name), "is not a tag");
    }

    @Test
    void tag_of128Characters_isTheLongest() {
        assertThat(Tag.tryParse("a".repeat(128))).isPresent();
        assertThat(Tag.tryParse("a".repeat(129))).isEmpty();
    }

    @Test
    void tags_sorted_areInByteOrder() {
        assertThat(Stream.of("b", "a", "_", "B", "10", "9").map(Tag::parse).sorted())
                .extracting(Tag::name)
                .containsExactly("10", "9", "B", "_", "a", "b");
    }

    @Test
    void tag_ofReferrers_isRecognized() {
        assertThat(Tag.parse("sha256-" + HEX).isReferrersTag()).isTrue();
        assertThat(Tag.parse("sha512-" + HEX).isReferrersTag()).isTrue();
        assertThat(Tag.parse("sha256-" + HEX.substring(1)).isReferrersTag()).isFalse();
        assertThat(Tag.parse("sha256-" + HEX + ".sig").isReferrersTag()).isFalse();
        assertThat(Digest.parse("sha256:" + HEX).referrersTag()).hasToString("sha256-" + HEX);
        assertThat(Digest.parse("sha512:" + HEX + HEX).referrersTag()).hasToString("sha512-" + HEX);
    }

    @Test
    void digest_parsed_isValidated() {
        Digest digest = Digest.parse("sha256:" + HEX);
        assertThat(digest.algorithm()).isEqualTo(DigestAlgorithm.SHA256);
        assertThat(digest.hex()).isEqualTo(HEX);
        assertThat(digest).hasToString("sha256:" + HEX);
        assertThat(digest.abbreviated()).isEqualTo("sha256:0123456789ab");
        assertThat(Digest.parse("sha512:" + HEX + HEX)).isGreaterThan(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:0123",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "SHA256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\u0660",
                "sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void digest_invalid_isRefused(String text) {
        assertThat(Digest.tryParse(text)).isEmpty();
        assertRefused(ProblemCode.DIGEST_INVALID, () -> Digest.parse(text), "is not a digest");
    }

    @Test
    void digest_computed_equalsThatOfOtherTools() {
        byte[] hello = "Hello\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Digest.sha256(hello))
                .hasToString("sha256:66a045b452102c59d840ec097d59d9467e13a3f34f6494e539ffd32c1bb35f18");
        assertThat(Digest.sha256(new byte[0]))
                .hasToString("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Digest.sha256(hello).matches(hello)).isTrue();
        assertThat(Digest.sha256(hello).matches(new byte[0])).isFalse();
    }

    @Test
    void reference_withColon_isADigest() {
        assertThat(Reference.parse("sha256:" + HEX)).isInstanceOf(Digest.class);
        assertThat(Reference.parse("sha256-" + HEX)).isInstanceOf(Tag.class);
        assertRefused(ProblemCode.DIGEST_INVALID, () -> Reference.parse("a:b"), "\"a:b\"");
        assertRefused(ProblemCode.TAG_INVALID, () -> Reference.parse("a/b"), "\"a/b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.oci.image.layer.v1.tar+gzip", "a/b"})
    void mediaType_valid_isParsed(String type) {
        assertThat(MediaType.tryParse(type)).contains(new MediaType(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/", "a/", "/b", "a/b; charset=utf-8", "a/b\r\nX: y", "text /plain", "a/b/c"})
    void mediaType_invalid_isRefused(String type) {
        assertThat(MediaType.tryParse(type)).isEmpty();
        assertRefused(ProblemCode.MANIFEST_INVALID, () -> new MediaType(type), "is not a media type");
    }

    @Test
    void mediaType_ofAManifest_isRecognized() {
        for (MediaType type : List.of(MediaType.OCI_INDEX, MediaType.DOCKER_INDEX)) {
            assertThat(type.isIndex()).isTrue();
            assertThat(type.isManifest()).isTrue();
        }
        for (MediaType type : List.of(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST)) {
            assertThat(type.isImageManifest()).isTrue();
            assertThat(type.isManifest()).isTrue();
        }
        assertThat(MediaType.OCI_CONFIG.isManifest()).isFalse();
    }

    @Test
    void cosignTag_ofADigest_leadsBackToIt() {
        Digest digest = Digest.parse("sha256:" + HEX);

        assertThat(CosignTag.of(digest))
                .extracting(Tag::name)
                .containsExactly("sha256-" + HEX + ".sig", "sha256-" + HEX + ".att", "sha256-" + HEX + ".sbom");
        assertThat(CosignTag.of(digest)).allMatch(tag -> CosignTag.subject(tag).equals(Optional.of(digest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", ".sig", "sha256-x.sig", "sha256-HEX", "sha256-HEX.sig.sig", "sha512-HEXHEX.sig"})
    void tag_ofNoDigestsSignature_leadsToNone(String tag) {
        assertThat(Tag.tryParse(tag.replace("HEX", HEX)).flatMap(CosignTag::subject))
                .isEmpty();
    }
}
