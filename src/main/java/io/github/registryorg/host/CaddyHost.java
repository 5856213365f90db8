package io.github.registryorg.host;

import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;

/** Caddy, from version 2.6, with nothing but its standard modules: its templates can count and compare. */
final class CaddyHost extends WebServerHost {

    CaddyHost() {
        super("caddy", EnumSet.complementOf(EnumSet.of(HostAbility.FINDS_BLOBS, HostAbility.LIBRARY_ARCHITECTURES)));
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        String stores = forStores(blobs, CaddyHost::redirect);
        String urls =
                forBlobs(blobs, (rule, url) -> "\t\"%s %s\" \"%s\"\n".formatted(rule.repository(), rule.digest(), url));
        sink.file(
                "-/host/Caddyfile",
                Stage.HOST,
                ServerConfig.TEXT,
                ServerConfig.of("Caddyfile")
                        .with("@TAGS@", ServerConfig.of("Caddyfile.tags").text().strip())
                        .with("@STORES@", stores)
                        .with("@URLS@", urls)
                        .bytes());
    }

    private static String redirect(WebStore store) {
        return """
                \t\t\t@store-%1$s file /-/host/v2/{http.regexp.blob.1}/store/%1$s
                \t\t\troute @store-%1$s {
                \t\t\t\theader Docker-Content-Digest {http.regexp.blob.2}
                \t\t\t\tredir "%2$s/{http.regexp.blob.3}{http.regexp.blob.5}/{http.regexp.blob.4}{http.regexp.blob.6}" 307
                \t\t\t}
                """.formatted(store.key(), store.base());
    }
}
