package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;

/**
 * nginx as Debian builds it, without scripting. It can neither count nor compare, so a list of tags can begin after a
 * tag, but not end after {@code n}; and what {@code artifactType} asks for must be a file.
 */
final class NginxHost extends WebServerHost {

    /** Bytes of a hash table's bucket, for the longest names and digests that a key is made of. */
    private static final int LONGEST_KEY = 512;

    NginxHost() {
        super(
                "nginx",
                EnumSet.complementOf(
                        EnumSet.of(HostAbility.FINDS_BLOBS, HostAbility.TAG_PAGES, HostAbility.TAGS_AFTER_ANY)));
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
            stores.append("    location = /-/host/v2/-/")
                    .append(store.key())
                    .append(" {\n        set $registry_content $registry_digest;\n        return 307 \"")
                    .append(store.base())
                    .append("/$registry_algorithm/$registry_hex\";\n    }\n");
        }
        StringBuilder urls = new StringBuilder();
        int count = 0;
        for (BlobRule rule : blobs) {
            if (rule.digest() != null) {
                count++;
                urls.append("    \"")
                        .append(rule.repository())
                        .append(' ')
                        .append(rule.digest())
                        .append("\" \"")
                        .append(WebAddress.safe(rule.addresses().get(0)))
                        .append("\";\n");
            }
        }
        String sizes = count == 0
                ? ""
                : "map_hash_bucket_size " + LONGEST_KEY + ";\nmap_hash_max_size " + Math.max(2048, 2 * count) + ";\n";
        sink.file(
                "-/host/nginx.conf",
                ServerConfig.TEXT,
                ServerConfig.of("nginx.conf")
                        .with("@STORES@", stores.toString())
                        .bytes());
        sink.file(
                "-/host/nginx-http.conf",
                ServerConfig.TEXT,
                ServerConfig.of("nginx-http.conf")
                        .with("@SIZES@", sizes)
                        .with("@URLS@", urls.toString())
                        .bytes());
    }
}
