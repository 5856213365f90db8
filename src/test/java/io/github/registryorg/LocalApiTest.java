package io.github.registryorg;

import io.github.registryorg.serve.LocalServer;
import java.nio.file.Path;
import java.util.List;

/** {@code registry:serve}. */
class LocalApiTest extends ApiContract {

    LocalApiTest() {
        super("local");
    }

    @Override
    Started start(Path folder, KnownRegistry registry) {
        LocalServer server = new StaticRegistry()
                .serve(
                        new ServeRequest(registry.registry, registry.site, 0, null, List.of("*"), RegistryStory.ACCESS),
                        (method, path, status) -> {});
        return new Started(server, server.address());
    }

    /** Whoever builds a registry wants to see it as it is. */
    @Override
    String cacheOfTags() {
        return "no-cache";
    }
}
