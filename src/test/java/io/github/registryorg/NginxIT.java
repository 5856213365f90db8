package io.github.registryorg;

import java.nio.file.Path;

/** nginx, as Debian ships it, with the configuration that comes with the site. */
class NginxIT extends ApiContract {

    NginxIT() {
        super("nginx");
    }

    @Override
    Started start(Path folder, KnownRegistry registry) {
        WebServer server = WebServer.start("nginx", folder, registry.site);
        return new Started(server, server.address());
    }
}
