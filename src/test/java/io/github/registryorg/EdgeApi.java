package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.testkit.KnownRegistry;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses of a program at the edge beyond what every server needs. */
abstract class EdgeApi extends ApiContract {

    EdgeApi(String host) {
        super(host);
    }

    @Override
    String cacheForEver() {
        return super.cacheForEver() + ", no-transform";
    }

    @Override
    String cacheOfTags() {
        return super.cacheOfTags() + ", no-transform";
    }

    @Test
    void base_withoutASlash_isServed() {
        HttpResponse<byte[]> response = assertHeadIsGet("/v2");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(KnownRegistry.bytes("{}"));
    }

    @Test
    void repositories_listed_areInPages() {
        HttpResponse<byte[]> all = assertHeadIsGet("/v2/_catalog");
        assertThat(all.body())
                .isEqualTo(KnownRegistry.bytes(
                        "{\"repositories\":[\"a\",\"a-b.c__d/e\",\"acme/app\",\"acme/app/nested\",\"more\"]}"));
        HttpResponse<byte[]> some = assertHeadIsGet("/v2/_catalog?n=2&last=a");
        assertThat(some.body()).isEqualTo(KnownRegistry.bytes("{\"repositories\":[\"a-b.c__d/e\",\"acme/app\"]}"));
        assertThat(some.headers().firstValue("Link")).contains("</v2/_catalog?n=2&last=acme%2Fapp>; rel=\"next\"");
    }

    /** Before a host reads a path as that of a file. */
    @ParameterizedTest
    @CsvSource({
        "/v2/%ff/manifests/1, NAME_INVALID, 400",
        "/v2/acme//app/tags/list, NAME_INVALID, 400",
        "/v2/acme/..%2fapp/manifests/1.0, NAME_INVALID, 400",
        "/v2/acme/app/manifests/%2e%2e%2f1.0, UNSUPPORTED, 404"
    })
    void path_outOfTheRegistry_isRefused(String path, String code, int status) {
        assertError(get(path), status, code);
    }
}
