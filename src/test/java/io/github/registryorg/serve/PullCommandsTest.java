package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.serve.PullCommands.Command;
import io.github.registryorg.serve.PullCommands.Content;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullCommandsTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");

    @Test
    void anImageIsPulledByEveryClientOfImages() {
        assertThat(lines(Tag.parse("1.0"), Content.IMAGE))
                .containsExactly(
                        "podman pull --tls-verify=false 127.0.0.1:5000/acme/app:1.0",
                        "docker pull 127.0.0.1:5000/acme/app:1.0",
                        "skopeo copy --all --src-tls-verify=false docker://127.0.0.1:5000/acme/app:1.0 oci:app:1.0",
                        "apptainer pull --no-https docker://127.0.0.1:5000/acme/app:1.0",
                        "crane pull --insecure 127.0.0.1:5000/acme/app:1.0 app.tar",
                        "oras copy --from-plain-http 127.0.0.1:5000/acme/app:1.0 --to-oci-layout app:1.0");
    }

    @Test
    void aSingularityImageIsPulledAsAFile() {
        assertThat(lines(Tag.parse("1.0"), Content.SIF))
                .containsExactly(
                        "apptainer pull --no-https oras://127.0.0.1:5000/acme/app:1.0",
                        "oras pull --plain-http 127.0.0.1:5000/acme/app:1.0");
    }

    @Test
    void anArtifactIsPulledByClientsThatTakeAnything() {
        assertThat(lines(Tag.parse("1.0"), Content.ARTIFACT))
                .containsExactly(
                        "oras pull --plain-http 127.0.0.1:5000/acme/app:1.0",
                        "skopeo copy --all --src-tls-verify=false docker://127.0.0.1:5000/acme/app:1.0 oci:app:1.0",
                        "crane pull --insecure --format=oci 127.0.0.1:5000/acme/app:1.0 app");
    }

    @Test
    void aDigestIsJoinedWithAnAtSignAndNamesNoLocalTag() {
        Digest digest = Digest.parse("sha256:" + "ab".repeat(32));

        assertThat(lines(digest, Content.IMAGE))
                .contains("podman pull --tls-verify=false 127.0.0.1:5000/acme/app@" + digest)
                .anyMatch(line -> line.endsWith("oci:app:abababababab"));
    }

    @Test
    void eachCommandIsUnderItsTool() {
        assertThat(PullCommands.of("127.0.0.1:5000", APP, Tag.parse("1"), Content.SIF))
                .extracting(Command::tool)
                .containsExactly("apptainer", "oras");
    }

    private static List<String> lines(Reference reference, Content content) {
        return PullCommands.of("127.0.0.1:5000", APP, reference, content).stream()
                .map(Command::line)
                .toList();
    }
}
