package io.github.registryorg;

import java.nio.file.Path;

/** The edge function of {@code netlify} in Deno. */
class NetlifyApiIT extends ApiContract {

    NetlifyApiIT() {
        super("netlify");
    }

    @Override
    Started start(Path folder, KnownRegistry registry) {
        EdgeRuntime runtime = EdgeRuntime.netlify(registry.site, folder);
        return new Started(runtime, runtime.address());
    }
}
