package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.Map;

/** A host that runs {@link EdgeCode} for {@code /v2/}: it can do everything but find blobs by itself. */
abstract class EdgeHost implements Host {

    private final String name;
    private final HostCapabilities capabilities;

    EdgeHost(String name, Map<Limit, Long> limits) {
        this.name = name;
        this.capabilities = new HostCapabilities(EnumSet.complementOf(EnumSet.of(HostAbility.FINDS_BLOBS)), limits);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final HostCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public final void emit(RepositoryContent content, TreeSink sink) {
        EdgeCode.emitNote(content, sink);
    }
}
