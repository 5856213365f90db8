package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * GitHub Pages, and any host that serves every file without an extension as {@code application/octet-stream}, sets no
 * header and redirects nothing.
 */
final class GitHubPagesHost implements Host {

    private static final long MEGABYTE = 1_000_000L;

    @Override
    public String name() {
        return "github-pages";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(
                EnumSet.of(HostAbility.NOT_FOUND, HostAbility.HEAD_LENGTHS, HostAbility.CORS, HostAbility.INERT_BLOBS),
                Map.of(Limit.FILE_BYTES, 100 * MEGABYTE, Limit.SITE_BYTES, 1_000 * MEGABYTE));
    }

    /** Jekyll would leave out {@code _catalog}. */
    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        sink.file(".nojekyll", Stage.HOST, MediaType.OCTET_STREAM, new byte[0]);
    }
}
