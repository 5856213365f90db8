package io.github.registryorg;

import java.nio.file.Path;

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
}
