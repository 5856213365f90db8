package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private static Delivery of(String path, Stage stage, String mediaType) {
        return Delivery.of(new FileIndex.Row(path.replace("DIGEST", DIGEST), stage, new MediaType(mediaType)));
    }

    @ParameterizedTest
    @CsvSource({
        "v2/a/b/blobs/DIGEST, BLOBS, application/octet-stream, true, false",
        "v2/a/manifests/DIGEST, DIGESTS, application/vnd.docker.distribution.manifest.v2+json, true, false",
        "v2/a/manifests/DIGEST, INDEXES, application/vnd.oci.image.index.v1+json, true, false",
        "v2/a/manifests/1.0, TAGS, application/vnd.oci.image.manifest.v1+json, false, false",
        "v2/a/manifests/page.html, TAGS, text/html, false, false",
        "v2/a/b/tags/list, LISTS, application/json, false, false",
        "v2/a/b/referrers/DIGEST, LISTS, application/vnd.oci.image.index.v1+json, false, false",
        "v2/_catalog, CATALOG, application/json, false, false",
        "-/assets/style.00.css, ASSETS, text/css, true, true",
        "-/assets/icon.00.svg, ASSETS, image/svg+xml, true, true",
        "-/assets/font.00.woff2, ASSETS, font/woff2, true, false",
        "404.html, PAGES, text/html, false, true",
        "a/tags/index.html, PAGES, application/json, false, false",
        "v1/imagefile/a/b/c:page.html, ASSETS, application/octet-stream, false, false"
    })
    void delivery_ofARow_hasItsValues(String path, Stage stage, String mediaType, boolean forEver, boolean compressed) {
        Delivery delivery = of(path, stage, mediaType);

        assertThat(delivery.stage()).isEqualTo(stage);
        assertThat(delivery.contentType()).startsWith(mediaType);
        assertThat(delivery.cacheControl())
                .isEqualTo(forEver ? "public, max-age=31536000, immutable" : "public, max-age=60");
        assertThat(delivery.compressed()).isEqualTo(compressed);
        assertThat(delivery.kind().contentEncoding()).isEqualTo(compressed ? "gzip" : null);
    }

    @Test
    void delivery_ofText_isUtf8() {
        assertThat(of("404.html", Stage.PAGES, "text/html").contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(of("v2/_catalog", Stage.CATALOG, "application/json").contentType())
                .isEqualTo("application/json");
    }
}
