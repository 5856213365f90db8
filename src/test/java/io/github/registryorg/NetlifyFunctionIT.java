package io.github.registryorg;

import java.nio.file.Path;

/** The edge function of netlify, in Deno, which is what Netlify runs it with. */
class NetlifyFunctionIT extends EdgeApiContract {

    @Override
    String host() {
        return "netlify";
    }

    @Override
    EdgeRuntime start(Path site, Path folder) {
        return EdgeRuntime.netlify(site, folder);
    }
}
