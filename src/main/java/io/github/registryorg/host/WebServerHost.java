package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A web server of one's own: whatever its configuration can't do, it has no limits, and TLS. */
abstract class WebServerHost implements Host {

    private final String name;
    private final Set<HostAbility> abilities;

    WebServerHost(String name, Set<HostAbility> abilities) {
        this.name = name;
        this.abilities = Set.copyOf(abilities);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final HostCapabilities capabilities() {
        return HostCapabilities.unlimited(abilities);
    }

    @Override
    public void emit(RepositoryContent content, TreeSink sink) {
        Markers markers = new Markers(content, sink);
        markers.emitManifests();
        markers.emitStore();
        markers.emitReferrers();
    }

    /**
     * The part of a configuration that redirects to stores.
     *
     * @param text the part of the configuration for one store
     */
    static String forStores(List<BlobRule> rules, Function<WebStore, String> text) {
        return WebStore.all(rules).stream().map(text).collect(Collectors.joining());
    }

    /**
     * The part of a configuration for blobs that have an address of their own.
     *
     * @param text the part of the configuration for one rule and its address, which is safe in any configuration
     */
    static String forBlobs(List<BlobRule> rules, BiFunction<BlobRule, String, String> text) {
        return rules.stream()
                .filter(rule -> rule.digest() != null)
                .map(rule -> text.apply(rule, WebAddress.safe(rule.address())))
                .collect(Collectors.joining());
    }
}
