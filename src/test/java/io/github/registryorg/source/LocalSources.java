package io.github.registryorg.source;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.remote.Logins;

/** What tests of files open: nothing that would have to be closed. */
final class LocalSources {

    static final OpenSources OPEN = open();

    private LocalSources() {}

    static OpenSources open() {
        return compressing(LayerCompression.NONE);
    }

    static OpenSources compressing(LayerCompression compression) {
        return new OpenSources(AllowedHosts.NONE, null, Logins.NONE, false, compression);
    }
}
