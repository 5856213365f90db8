package io.github.registryorg;

import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.WebServer;
import java.nio.file.Path;

/** Caddy, as Debian ships it, with the configuration that comes with the site. */
class CaddyIT extends ApiContract {

    CaddyIT() {
        super("caddy");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        WebServer server = WebServer.start("caddy", directory, registry.site);
        return new Started(server, server.address());
    }
}
