package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** {@code registry:serve}: everything works, without TLS. */
final class LocalHost implements Host {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public HostCapabilities capabilities() {
        return HostCapabilities.unlimited(EnumSet.complementOf(EnumSet.of(HostAbility.REDIRECTS_BLOBS)));
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.of("http://" + ServedAddress.OPEN);
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        BlobRules.emit(blobs, sink);
    }
}
