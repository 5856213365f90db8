package io.github.registryorg.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/tags/app");
    private static final Digest DIGEST = Digest.parse("sha512:" + "0".repeat(128));

    static Stream<Endpoint> ofTheApi() {
        return Stream.of(
                new Endpoint.Base(),
                new Endpoint.Catalog(),
                new Endpoint.TagList(NAME),
                new Endpoint.ManifestOf(NAME, Tag.parse("list")),
                new Endpoint.ManifestOf(NAME, DIGEST),
                new Endpoint.BlobOf(NAME, DIGEST),
                new Endpoint.Referrers(NAME, DIGEST));
    }

    @ParameterizedTest
    @MethodSource("ofTheApi")
    void ofFile_pathOfEndpoint_isThatEndpoint(Endpoint endpoint) {
        assertThat(Endpoint.ofFile(endpoint.path())).contains(endpoint);
    }

    @Test
    void parse_base_needsNoMoreThanVersion() {
        assertThat(Endpoint.parse(List.of("v2"))).contains(new Endpoint.Base());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v2/",
                "v2/index.html",
                "v2/tags/list",
                "v2/a/tags/other",
                "v2/a/tags/list/",
                "v2/a/manifests",
                "v2/a/uploads/x",
                "v1/images/a/manifests/b",
                "a/manifests/b"
            })
    void parse_otherPath_isEmpty(String path) {
        assertThat(Endpoint.parse(List.of(path.split("/", -1)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v2/A/manifests/b, NAME_INVALID",
        "v2//manifests/b, NAME_INVALID",
        "v2/a/manifests/sha256:00, DIGEST_INVALID",
        "v2/a/manifests/:00, DIGEST_INVALID",
        "v2/a/manifests/.htaccess, MANIFEST_UNKNOWN",
        "v2/a/blobs/.htaccess, DIGEST_INVALID",
        "v2/a/referrers/latest, DIGEST_INVALID"
    })
    void parse_invalidPart_isRefusedWithItsCode(String path, String code) {
        assertThatThrownBy(() -> Endpoint.parse(List.of(path.split("/", -1))))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.problem().code().name()).isEqualTo(code));
        assertThat(Endpoint.ofFile(path)).isEmpty();
    }
}
