package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.WebServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** nginx, as Debian ships it, with the configuration that comes with the site. */
class NginxIT extends ApiContract {

    NginxIT() {
        super("nginx");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        WebServer server = WebServer.start("nginx", directory, registry.site);
        return new Started(server, server.address());
    }

    /** Such as Strict-Transport-Security, which a location with a header of its own would lose. */
    @Test
    void headers_ofTheServerBlock_areKept() {
        for (String path : List.of(
                "/",
                "/nope",
                "/v2/",
                "/v2/acme/app/tags/list?last=1.0",
                "/v2/acme/app/manifests/1.0",
                "/v2/acme/app/manifests/nope",
                "/v2/acme/app/referrers/sha256:" + "0".repeat(64))) {
            assertThat(get(path).headers().allValues("X-Ours")).as(path).containsExactly("kept");
        }
    }
}
