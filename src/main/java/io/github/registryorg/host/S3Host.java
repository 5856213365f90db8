package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.List;
import java.util.Optional;

/**
 * A bucket that {@code registry:deploy} puts the site into: each object has its exact Content-Type, and the blobs are
 * brought there from their stores.
 */
final class S3Host implements Host {

    private static final long LARGEST_OBJECT = 5L * 1024 * 1024 * 1024 * 1024;

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(true, true, LARGEST_OBJECT, Long.MAX_VALUE);
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.empty();
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        BlobRules.emit(blobs, sink);
    }

    @Override
    public List<ClientCommand> commands(Pull pull) {
        String reference = pull.reference();
        ClientCommand skopeo = new ClientCommand(
                "skopeo", "skopeo copy --all docker://" + reference + " oci:" + pull.fileName("") + ":" + pull.tag());
        return switch (pull.kind()) {
            case IMAGE, MULTI_PLATFORM_IMAGE ->
                List.of(
                        new ClientCommand("podman", "podman pull " + reference),
                        new ClientCommand("docker", "docker pull " + reference),
                        skopeo,
                        new ClientCommand("apptainer", "apptainer pull docker://" + reference),
                        new ClientCommand("crane", "crane pull " + reference + " " + pull.fileName(".tar")));
            case SIF ->
                List.of(
                        new ClientCommand("apptainer", "apptainer pull oras://" + reference),
                        new ClientCommand("oras", "oras pull " + reference));
            case ARTIFACT -> List.of(new ClientCommand("oras", "oras pull " + reference), skopeo);
        };
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
