package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

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
                EnumSet.of(HostAbility.HEAD_LENGTHS, HostAbility.CORS),
                100 * MEGABYTE,
                1_000 * MEGABYTE,
                HostCapabilities.UNLIMITED);
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.empty();
    }

    /** Jekyll would leave out {@code _catalog}. */
    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        sink.file(".nojekyll", MediaType.OCTET_STREAM, new byte[0]);
    }

    @Override
    public List<ClientCommand> commands(Pull pull) {
        return switch (pull.kind()) {
            case IMAGE ->
                List.of(new ClientCommand("crane", "crane pull " + pull.reference() + " " + pull.fileName(".tar")));
            case SIF -> List.of(new ClientCommand("apptainer", "apptainer pull oras://" + pull.reference()));
            case MULTI_PLATFORM_IMAGE, ARTIFACT -> List.of();
        };
    }

    @Override
    public List<String> notes() {
        return List.of("GitHub Pages can't say what type a manifest has, so docker, podman, skopeo and containerd can't"
                + " pull from it. crane can pull images for one platform, and apptainer SIF images, where the site is"
                + " at the root of its host and has the blobs in it.");
    }
}
