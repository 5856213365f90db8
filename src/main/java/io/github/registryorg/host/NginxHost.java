package io.github.registryorg.host;

import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;

/**
 * nginx as Debian builds it, without scripting. It can neither count nor compare, so a list of tags can begin after a
 * tag, but not end after {@code n}; and what {@code artifactType} selects must be a file.
 */
final class NginxHost extends WebServerHost {

    /** Bytes of a hash table's bucket, for the longest names and digests that a key is made of. */
    private static final int MAX_KEY_LENGTH = 512;

    NginxHost() {
        super(
                "nginx",
                EnumSet.complementOf(EnumSet.of(
                        HostAbility.FINDS_BLOBS,
                        HostAbility.TAG_PAGES,
                        HostAbility.TAGS_AFTER_ANY,
                        HostAbility.LIBRARY_ARCHITECTURES)));
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        String stores = forStores(blobs, store -> """
                    location = /-/host/v2/-/%s {
                        set $registry_content $registry_digest;
                        return 307 "%s/$registry_algorithm/$registry_hex";
                    }
                """.formatted(store.key(), store.base()));
        String urls = forBlobs(
                blobs, (rule, url) -> "    \"%s %s\" \"%s\";\n".formatted(rule.repository(), rule.digest(), url));
        long count = urls.lines().count();
        String sizes = count == 0
                ? ""
                : "map_hash_bucket_size " + MAX_KEY_LENGTH + ";\nmap_hash_max_size " + Math.max(2048, 2 * count)
                        + ";\n";
        sink.file(
                "-/host/nginx.conf",
                Stage.HOST,
                ServerConfig.TEXT,
                ServerConfig.of("nginx.conf").with("@STORES@", stores).bytes());
        sink.file(
                "-/host/nginx-http.conf",
                Stage.HOST,
                ServerConfig.TEXT,
                ServerConfig.of("nginx-http.conf")
                        .with("@SIZES@", sizes)
                        .with("@URLS@", urls)
                        .bytes());
    }
}
