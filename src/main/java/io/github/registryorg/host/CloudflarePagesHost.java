package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Cloudflare Pages, with a worker for {@code /v2/}. Rules alone would not do: there may be 100 of them, a colon in a
 * path starts a placeholder so that no digest can have one of its own, and plain files are served without
 * Content-Length to HEAD.
 */
final class CloudflarePagesHost extends EdgeHost {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long MAX_FILES = 20_000;
    private static final long MAX_FILES_PAID = 100_000;

    /** No more than these paths cost an invocation of the worker. */
    private static final String ROUTES =
            "{\"version\":1,\"include\":[\"/v2\",\"/v2/*\",\"/v1/images/*\",\"/v1/imagefile/*\"],\"exclude\":[]}\n";

    CloudflarePagesHost() {
        super("cloudflare-pages", Map.of(Limit.FILE_BYTES, 25 * MEBIBYTE, Limit.FILES, MAX_FILES));
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        EdgeCode.emit("_worker.js", "cloudflare-pages.js", sink);
        sink.file(
                "_routes.json", Stage.HOST, new MediaType("application/json"), ROUTES.getBytes(StandardCharsets.UTF_8));
        sink.file("_headers", Stage.HOST, ServerConfig.TEXT, EdgeCode.cloudflareHeaders());
    }

    @Override
    public String advice(Limit limit, long amount) {
        String advice = super.advice(limit, amount);
        if (limit != Limit.FILES) {
            return advice;
        }
        return (amount <= MAX_FILES_PAID
                        ? "A paid plan allows 100,000 files. "
                        : "No plan takes more than 100,000 files. ")
                + advice;
    }
}
