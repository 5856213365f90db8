package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Netlify, with an edge function for {@code /v2/}. The site brings its own {@code netlify.toml}, so that the directory can be
 * deployed as it is; edge functions are only found by Netlify's own tools, not when a directory is dropped into a browser.
 */
final class NetlifyHost extends EdgeHost {

    /** No repository is named like that: it is the only file of ours that could be. */
    private static final String SETTINGS = """
            [build]
              publish = "."
              command = ""
              edge_functions = "-/host/edge-functions"

            [build.processing]
              skip_processing = true

            [build.processing.html]
              pretty_urls = false
            """;

    NetlifyHost() {
        // Netlify documents no limit but 54,000 files in one directory
        super("netlify", Map.of());
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        EdgeCode.emit("-/host/edge-functions/registry.js", "netlify.js", sink);
        sink.file(
                "netlify.toml",
                Stage.HOST,
                new MediaType("application/toml"),
                SETTINGS.getBytes(StandardCharsets.UTF_8));
        sink.file("_headers", Stage.HOST, ServerConfig.TEXT, EdgeCode.netlifyHeaders());
    }
}
