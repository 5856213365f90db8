package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code registry:serve}. */
class LocalApiTest extends ApiContract {

    private String address;

    LocalApiTest() {
        super("local");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        LocalServer server = new StaticRegistry()
                .serve(
                        new ServeRequest(registry.registry, registry.site, 0, null, List.of("*"), RegistryStory.ACCESS),
                        (method, path, status) -> {});
        address = server.address();
        return new Started(server, address);
    }

    /** The site of this machine is served without caching. */
    @Override
    String cacheOfTags() {
        return "no-cache";
    }

    @Test
    void page_servedAtAnyPort_hasThatPort() {
        String page = new String(get("/acme/app/").body(), StandardCharsets.UTF_8);
        String home = new String(get("/").body(), StandardCharsets.UTF_8);
        String api = new String(get("/acme/app/manifests/1.0/").body(), StandardCharsets.UTF_8);

        assertThat(page).contains("podman pull --tls-verify=false " + address + "/acme/app:");
        assertThat(home).contains("<a href=\"http://" + address + "/\">" + address + "</a>");
        assertThat(List.of(page, home, api)).noneMatch(text -> text.contains(".invalid"));
    }
}
