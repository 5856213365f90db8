package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Delivery.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final String INDEX = "{\"schemaVersion\":2,\"manifests\":[]}";
    private static final String DOCKER = "{\"schemaVersion\":2,\"mediaType\":"
            + "\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":{\"mediaType\":"
            + "\"application/vnd.docker.container.image.v1+json\",\"size\":2,\"digest\":"
            + "\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\"},\"layers\":[]}";

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private static Delivery of(String path, String content) {
        return Delivery.of(path, () -> content.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "v2/a/b/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000, BLOBS, application/octet-stream, true",
        "v2/a/b/tags/list, LISTS, application/json, false",
        "v2/a/b/referrers/sha256:0000000000000000000000000000000000000000000000000000000000000000, LISTS, application/vnd.oci.image.index.v1+json, false",
        "v2/_catalog, CATALOG, application/json, false",
        "v2/index.html, CATALOG, application/json, false",
        "v2/a/tags/tags/list, LISTS, application/json, false",
        "-/assets/style.00.css, ASSETS, text/css; charset=utf-8, true",
        "-/assets/icon.00.svg, ASSETS, image/svg+xml, true",
        "404.html, PAGES, text/html; charset=utf-8, false",
        "v1/images/a/b/c:1.0, PAGES, application/json, false",
        "v1/imagefile/a/b/c:1.0, ASSETS, application/octet-stream, false",
        "api/container/a/b:1.0, PAGES, application/json, false",
        "a/api/container/b/c:1.0, PAGES, application/json, false"
    })
    void whatIsToldByItsPath(String path, Stage stage, String mediaType, boolean forEver) {
        Delivery delivery = of(path, "never read");
        assertThat(delivery.stage()).isEqualTo(stage);
        assertThat(delivery.mediaType()).isEqualTo(mediaType);
        assertThat(delivery.cacheControl())
                .isEqualTo(forEver ? "public, max-age=31536000, immutable" : "public, max-age=60");
        assertThat(delivery.compressed()).isEqualTo(mediaType.startsWith("text/") || mediaType.contains("svg"));
        assertThat(Delivery.stageOf(path, mediaType)).isEqualTo(stage);
    }

    @Test
    void manifestsAreWhatTheySay() {
        Delivery tag = of("v2/a/manifests/1.0", DOCKER);
        assertThat(tag.stage()).isEqualTo(Stage.TAGS);
        assertThat(tag.mediaType()).isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
        assertThat(tag.cacheControl()).isEqualTo("public, max-age=60");
        Delivery digest = of("v2/a/manifests/" + DIGEST, INDEX);
        assertThat(digest.stage()).isEqualTo(Stage.INDEXES);
        assertThat(of("v2/a/manifests/" + DIGEST, DOCKER).stage()).isEqualTo(Stage.DIGESTS);
        assertThat(digest.mediaType()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(digest.cacheControl()).endsWith("immutable");
        assertThat(of("v2/a/manifests/sha256-00", INDEX).stage()).isEqualTo(Stage.TAGS);
    }

    @Test
    void aDirectoriesPageMayBeJson() {
        assertThat(of("a/index.html", "<!DOCTYPE html>").mediaType()).isEqualTo("text/html; charset=utf-8");
        assertThat(of("a/tags/index.html", "{\"name\":\"a\"}").mediaType()).isEqualTo("application/json");
    }

    @Test
    void notesToTheHostStayHere() {
        Optional<Delivery> note = Delivery.of("-/host/blobs.tsv", () -> new byte[0]);
        assertThat(note).isEmpty();
    }

    @Test
    void nothingComesBeforeWhatItNames() {
        assertThat(Stage.values())
                .containsExactly(
                        Stage.BLOBS,
                        Stage.DIGESTS,
                        Stage.INDEXES,
                        Stage.TAGS,
                        Stage.LISTS,
                        Stage.CATALOG,
                        Stage.ASSETS,
                        Stage.PAGES);
    }
}
