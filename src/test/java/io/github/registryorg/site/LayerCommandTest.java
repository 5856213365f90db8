package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.HistoryEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerCommandTest {

    /** As Docker, BuildKit, buildah, Jib and umoci record them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bin/sh -c #(nop) ADD file:1 in / | | ADD file:1 in /",
                "/bin/sh -c #(nop)  CMD [\"bash\"] | | CMD [\"bash\"]",
                "/bin/sh -c apt-get update | | RUN apt-get update",
                "RUN /bin/sh -c make # buildkit | buildkit.dockerfile.v0 | RUN make",
                "COPY a b # buildkit | buildkit.dockerfile.v0 | COPY a b",
                "/bin/sh -c #(nop) COPY dir:1 in / | FROM docker.io/library/busybox:latest | COPY dir:1 in /",
                "jib-maven-plugin:3.4.0 | classes | jib-maven-plugin:3.4.0 (classes)",
                " | umoci insert | umoci insert",
                " | | "
            })
    void step_asRecorded_isThatOfTheContainerfile(String createdBy, String comment, String command) {
        assertThat(LayerCommand.of(new HistoryEntry(createdBy, comment, false))).isEqualTo(command);
    }

    @Test
    void step_ofSpacesThatEndsElsewhere_isKept() {
        String spaces = " ".repeat(3_000);

        assertThat(LayerCommand.of(new HistoryEntry("COPY a" + spaces + "# buildkit  ", null, false)))
                .isEqualTo("COPY a");
        assertThat(LayerCommand.of(new HistoryEntry("COPY a" + spaces + "# buildkits", null, false)))
                .isEqualTo("COPY a" + spaces + "# buildkits");
    }
}
