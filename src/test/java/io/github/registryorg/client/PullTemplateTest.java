package io.github.registryorg.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullTemplateTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "0a".repeat(32));
    private static final Tag TAG = Tag.parse("1.0_b");

    private static Optional<PullTemplate> template(Client client, Content.Kind kind) {
        return client.template(
                new Pull("a.example", "", true, RepositoryName.parse("acme/app"), TAG, new Content(kind, Set.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "DOCKER, IMAGE, docker pull a.example/acme/app@DIGEST",
        "PODMAN, IMAGE, podman pull a.example/acme/app@DIGEST",
        "SKOPEO, IMAGE, skopeo copy --all docker://a.example/acme/app@DIGEST oci:app-1.0_b:1.0_b",
        "APPTAINER_DOCKER, IMAGE, apptainer pull docker://a.example/acme/app@DIGEST",
        "CRANE, IMAGE, crane pull a.example/acme/app@DIGEST app-1.0_b.tar",
        "ORAS, ARTIFACT, oras pull a.example/acme/app@DIGEST",
        "HELM, CHART,",
        "APPTAINER_ORAS, SIF,",
        "APPTAINER_LIBRARY, SIF,",
        "APPTAINER_HUB, LEGACY,",
    })
    void command_byDigest_hasNoTagInTheReference(Client client, Content.Kind kind, String command) {
        assertThat(template(client, kind).orElseThrow().byDigest(TAG, DIGEST).map(ClientCommand::command))
                .isEqualTo(Optional.ofNullable(command).map(text -> text.replace("DIGEST", DIGEST.toString())));
    }

    @Test
    void template_ofAnyClient_leavesNothingOpenOnceItIsFilled() {
        for (Client client : Client.values()) {
            for (Content.Kind kind : Content.Kind.values()) {
                assertThat(template(client, kind).stream().map(template -> template.byTag(TAG)))
                        .noneMatch(command -> command.command().matches(".*[{}].*"))
                        .allMatch(command -> command.command().matches(".*1\\.0[_+]b.*"));
            }
        }
    }
}
