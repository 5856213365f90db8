package io.github.registryorg;

import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.WebServer;
import java.nio.file.Path;

/** Apache, as Debian ships it, with the .htaccess files that come with the site. */
class ApacheIT extends ApiContract {

    ApacheIT() {
        super("apache");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        WebServer server = WebServer.start("apache", directory, registry.site);
        return new Started(server, server.address());
    }
}
