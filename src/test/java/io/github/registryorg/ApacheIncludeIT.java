package io.github.registryorg;

import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.WebServer;
import java.nio.file.Path;

/** Apache that includes what all repositories have in common, and reads only the small files below {@code v2}. */
class ApacheIncludeIT extends ApiContract {

    ApacheIncludeIT() {
        super("apache");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        WebServer server = WebServer.apacheWithInclude(directory, registry.site);
        return new Started(server, server.address());
    }
}
