package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker of cloudflare-pages, in Cloudflare's own runtime and behind the file server of Pages. */
class CloudflareWorkerIT extends EdgeApiContract {

    @Override
    String host() {
        return "cloudflare-pages";
    }

    @Override
    EdgeRuntime start(Path site, Path folder) {
        return EdgeRuntime.cloudflare(site, folder);
    }

    /** By the rules of _headers, which Pages applies to what the worker doesn't answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/acme/app/tags/",
                "/acme/app/manifests/1.4.2/",
                "/acme/app/manifests/index.html/",
                "/acme/app/manifests/2.0.html/"
            })
    void theFirstRegistrysApiIsJson(String path) {
        HttpResponse<byte[]> answer = ask("GET", path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(ask("GET", "/acme/app/"), "Content-Type")).startsWith("text/html");
    }
}
