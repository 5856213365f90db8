package io.github.registryorg;

import java.nio.file.Path;

/** The worker of {@code cloudflare-pages} in Cloudflare's own runtime. */
class CloudflareApiIT extends ApiContract {

    CloudflareApiIT() {
        super("cloudflare-pages");
    }

    @Override
    Started start(Path folder, KnownRegistry registry) {
        EdgeRuntime runtime = EdgeRuntime.cloudflare(registry.site, folder);
        return new Started(runtime, runtime.address());
    }
}
