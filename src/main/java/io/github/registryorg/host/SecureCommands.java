package io.github.registryorg.host;

import java.util.List;

/** The commands for a host over TLS on which every client works. */
final class SecureCommands {

    private SecureCommands() {}

    static List<ClientCommand> of(Pull pull) {
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
}
