package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;

/** Caddy, from version 2.6, with nothing but its standard modules: its templates can count and compare. */
final class CaddyHost extends WebServerHost {

    CaddyHost() {
        super("caddy", EnumSet.complementOf(EnumSet.of(HostAbility.FINDS_BLOBS)));
    }

    @Override
    public void emit(RepositoryContent content, TreeSink sink) {
        Markers markers = new Markers(content, sink);
        markers.emitManifests();
        markers.emitStore();
        markers.emitReferrers();
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        StringBuilder stores = new StringBuilder();
        for (WebStore store : WebStore.all(blobs)) {
            String matcher = "@store-" + store.key();
            stores.append("\t\t\t")
                    .append(matcher)
                    .append(" file /-/host/v2/{http.regexp.blob.1}/store/")
                    .append(store.key())
                    .append("\n\t\t\troute ")
                    .append(matcher)
                    .append(" {\n\t\t\t\theader Docker-Content-Digest {http.regexp.blob.2}\n\t\t\t\tredir \"")
                    .append(store.base())
                    .append(
                            "/{http.regexp.blob.3}{http.regexp.blob.5}/{http.regexp.blob.4}{http.regexp.blob.6}\" 307\n\t\t\t}\n");
        }
        StringBuilder urls = new StringBuilder();
        for (BlobRule rule : blobs) {
            if (rule.digest() != null) {
                urls.append("\t\"")
                        .append(rule.repository())
                        .append(' ')
                        .append(rule.digest())
                        .append("\" \"")
                        .append(WebAddress.safe(rule.addresses().get(0)))
                        .append("\"\n");
            }
        }
        sink.file(
                "-/host/Caddyfile",
                ServerConfig.TEXT,
                ServerConfig.of("Caddyfile")
                        .with("@TAGS@", ServerConfig.of("Caddyfile.tags").text().strip())
                        .with("@STORES@", stores.toString())
                        .with("@URLS@", urls.toString())
                        .bytes());
    }
}
