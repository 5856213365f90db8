package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.bytes;
import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static io.github.registryorg.serve.TestSite.index;
import static io.github.registryorg.serve.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String TAGS = "/v2/acme/app/tags/list";
    private static final Digest SUBJECT = Digest.sha256(bytes("subject"));

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
        site.write("v2/acme/app/tags/list", "{\"name\":\"acme/app\",\"tags\":[\"1.0\",\"B\",\"a\",\"b\"]}");
        site.write("v2/_catalog", "{\"repositories\":[\"acme/app\",\"acme/app-x\",\"acme/app/x\"]}");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void tags_listed_areComplete() {
        HttpResponse<byte[]> response = site.get(TAGS);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Link")).isNull();
        assertThat(text(response)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"1.0\",\"B\",\"a\",\"b\"]}");
        assertThat(header(site.head(TAGS), "Content-Length")).isEqualTo(Integer.toString(response.body().length));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "n=2, `\"1.0\",\"B\"`, n=2&last=B",
                "n=2&last=B, `\"a\",\"b\"`,",
                "n=1&last=B, `\"a\"`, n=1&last=a",
                "n=3&last=Azzz, `\"B\",\"a\",\"b\"`,",
                "last=a, `\"b\"`,",
                "last=zzz, ``,",
                "n=0, ``,",
                "n=4, `\"1.0\",\"B\",\"a\",\"b\"`,",
                "n=1000, `\"1.0\",\"B\",\"a\",\"b\"`,",
                "n=99999999999999999999999, `\"1.0\",\"B\",\"a\",\"b\"`,",
                "other=1&n=1, `\"1.0\"`, n=1&last=1.0"
            })
    void tags_inPages_linkToTheNext(String query, String tags, String next) {
        HttpResponse<byte[]> response = site.get(TAGS + "?" + query);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[" + (tags == null ? "" : tags) + "]}");
        assertThat(header(response, "Link"))
                .isEqualTo(next == null ? null : "<" + TAGS + "?" + next + ">; rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=-1", "n=x", "n=", "n=1.5", "n=%2B1", "n=%zz", "last=%"})
    void query_withAnInvalidNumber_isRefused(String query) throws IOException {
        String response = site.rawGet(TAGS + "?" + query);

        assertThat(response).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void catalog_inPages_listsAllRepositories() {
        HttpResponse<byte[]> first = site.get("/v2/_catalog?n=2");
        HttpResponse<byte[]> rest = site.get("/v2/_catalog?n=2&last=acme%2Fapp-x");

        assertThat(text(site.get("/v2/_catalog"))).contains("acme/app", "acme/app-x", "acme/app/x");
        assertThat(text(first)).isEqualTo("{\"repositories\":[\"acme/app\",\"acme/app-x\"]}");
        assertThat(header(first, "Link")).isEqualTo("</v2/_catalog?n=2&last=acme%2Fapp-x>; rel=\"next\"");
        assertThat(text(rest)).isEqualTo("{\"repositories\":[\"acme/app/x\"]}");
        assertThat(header(rest, "Link")).isNull();
    }

    @Test
    void tags_ofARepositoryOfDigestsOnly_areEmpty() throws IOException {
        site.manifest("acme/untagged", image(TestSite.OCI_MANIFEST, "x"));

        assertThat(text(site.get("/v2/acme/untagged/tags/list"))).isEqualTo("{\"name\":\"acme/untagged\",\"tags\":[]}");
    }

    @Test
    void referrers_ofADigest_areAnIndex() throws IOException {
        String all = index(referrer("application/a"), referrer("application/b"));
        site.write("v2/acme/app/referrers/" + SUBJECT, all);

        HttpResponse<byte[]> response = site.get("/v2/acme/app/referrers/" + SUBJECT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(TestSite.OCI_INDEX);
        assertThat(header(response, "OCI-Filters-Applied")).isNull();
        assertThat(text(response)).isEqualTo(all);
    }

    @Test
    void referrers_ofOneArtifactType_areFiltered() throws IOException {
        site.write(
                "v2/acme/app/referrers/" + SUBJECT,
                index(referrer("application/a+x"), referrer("application/b"), "{\"no\":\"type\"}"));

        HttpResponse<byte[]> some = site.get("/v2/acme/app/referrers/" + SUBJECT + "?artifactType=application%2Fa%2Bx");
        HttpResponse<byte[]> none = site.get("/v2/acme/app/referrers/" + SUBJECT + "?artifactType=x");

        assertThat(text(some)).isEqualTo(index(referrer("application/a+x")));
        assertThat(header(some, "OCI-Filters-Applied")).isEqualTo("artifactType");
        assertThat(header(some, "Content-Type")).isEqualTo(TestSite.OCI_INDEX);
        assertThat(text(none)).isEqualTo(index());
    }

    @Test
    void referrers_ofAnyOtherDigest_areAnEmptyIndex() {
        HttpResponse<byte[]> response = site.get("/v2/acme/app/referrers/" + SUBJECT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(TestSite.OCI_INDEX);
        assertThat(text(response)).isEqualTo(index());
        assertThat(site.get("/v2/acme/app/referrers/sha512:" + "0".repeat(128)).statusCode())
                .isEqualTo(200);
    }

    private static String referrer(String artifactType) {
        return "{\"mediaType\":\"" + TestSite.OCI_MANIFEST + "\",\"digest\":\"" + SUBJECT + "\",\"size\":2,"
                + "\"artifactType\":\"" + artifactType + "\",\"annotations\":{\"ä\":\"ö\"}}";
    }
}
