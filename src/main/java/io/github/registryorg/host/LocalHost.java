package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** {@code registry:serve}: everything works, without TLS. */
final class LocalHost implements Host {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(
                EnumSet.complementOf(EnumSet.of(HostAbility.REDIRECTS_BLOBS)),
                HostCapabilities.UNLIMITED,
                HostCapabilities.UNLIMITED,
                HostCapabilities.UNLIMITED);
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.of("http://127.0.0.1:5000");
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        BlobRules.emit(blobs, sink);
    }

    @Override
    public List<ClientCommand> commands(Pull pull) {
        String reference = pull.reference();
        return switch (pull.kind()) {
            case IMAGE, MULTI_PLATFORM_IMAGE ->
                List.of(
                        new ClientCommand("podman", "podman pull --tls-verify=false " + reference),
                        // docker takes registries on 127.0.0.0/8 without TLS unasked
                        new ClientCommand("docker", "docker pull " + reference),
                        new ClientCommand(
                                "skopeo",
                                "skopeo copy --all --src-tls-verify=false docker://" + reference + " oci:"
                                        + pull.fileName("") + ":" + pull.tag()),
                        new ClientCommand("apptainer", "apptainer pull --no-https docker://" + reference),
                        new ClientCommand("crane", "crane pull --insecure " + reference + " " + pull.fileName(".tar")));
            case SIF ->
                List.of(
                        new ClientCommand("apptainer", "apptainer pull --no-https oras://" + reference),
                        new ClientCommand("oras", "oras pull --plain-http " + reference));
            case ARTIFACT ->
                List.of(
                        new ClientCommand("oras", "oras pull --plain-http " + reference),
                        new ClientCommand(
                                "skopeo",
                                "skopeo copy --all --src-tls-verify=false docker://" + reference + " oci:"
                                        + pull.fileName("") + ":" + pull.tag()));
        };
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
