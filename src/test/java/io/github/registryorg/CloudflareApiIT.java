package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.testkit.EdgeRuntime;
import io.github.registryorg.testkit.KnownRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker of {@code cloudflare-pages} in Cloudflare's own runtime. */
class CloudflareApiIT extends EdgeApi {

    CloudflareApiIT() {
        super("cloudflare-pages");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        EdgeRuntime runtime = EdgeRuntime.cloudflare(registry.site, directory);
        return new Started(runtime, runtime.address());
    }

    /** By the rules of _headers, which Pages applies to what the worker doesn't serve. */
    @ParameterizedTest
    @ValueSource(strings = {"/acme/app/tags/", "/acme/app/manifests/index.html/", "/more/manifests/2.0.html/"})
    void api_ofTheLegacyFormat_isJson(String path) {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    }
}
