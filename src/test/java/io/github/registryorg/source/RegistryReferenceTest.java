package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryReferenceTest {

    private static final String DIGEST = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest",
        "alpine:3.20, docker.io/library/alpine:3.20",
        "acme/app, docker.io/acme/app:latest",
        "index.docker.io/acme/app:1, docker.io/acme/app:1",
        "ghcr.io/acme/app:1.2, ghcr.io/acme/app:1.2",
        "localhost/app, localhost/app:latest",
        "localhost:5000/app:1, localhost:5000/app:1",
        "registry:5000/a/b/c, registry:5000/a/b/c:latest",
        "[::1]:5000/app, [::1]:5000/app:latest",
        "registry.example/app@" + DIGEST + ", registry.example/app@" + DIGEST,
        "registry.example/app:1.2@" + DIGEST + ", registry.example/app@" + DIGEST,
    })
    void name_valid_isReadAsContainerToolsDo(String written, String full) {
        assertThat(RegistryReference.parse("docker://" + written)).hasToString("docker://" + full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "Acme/App",
                "ghcr.io/",
                "ghcr.io/acme/app:",
                "ghcr.io/acme/app:a b",
                "ghcr.io/acme/app@sha256:12",
                "ghcr.io/../etc",
                "user:password@ghcr.io/app"
            })
    void name_invalid_isReported(String written) {
        assertThat(Problems.of(() -> RegistryReference.parse("docker://" + written))
                        .code())
                .isEqualTo(ProblemCode.CONFIGURATION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:geheim@ghcr.io/acme/app:1",
                "geheim@ghcr.io/acme/app",
                "user:geheim@alpine",
                "user:geh/eim@ghcr.io/acme/app:1",
                "user:p@geheim@ghcr.io/acme/app:1",
                "user:geheim@localhost:5000/app@" + DIGEST
            })
    void reference_withAUser_isRefusedWithoutPrintingIt(String written) {
        Problem problem = Problems.of(() -> RegistryReference.parse("docker://" + written));

        assertThat(problem.what()).isEqualTo("has a user or password in it");
        assertThat(problem.toString()).doesNotContain("geh").doesNotContain("eim");
    }

    @Test
    void digestOfAnImageOfDockerHub_isNotAUser() {
        assertThat(RegistryReference.parse("docker://alpine@" + DIGEST))
                .hasToString("docker://docker.io/library/alpine@" + DIGEST);
    }

    @Test
    void registry_onThisMachine_mayBeWithoutTls() {
        assertThat(RegistryReference.parse("docker://127.0.0.1:5000/a").isLoopback())
                .isTrue();
        assertThat(RegistryReference.parse("docker://localhost:5000/a").isLoopback())
                .isTrue();
        assertThat(RegistryReference.parse("docker://[::1]:5000/a").isLoopback())
                .isTrue();
        assertThat(RegistryReference.parse("docker://[::1]/a").isLoopback()).isTrue();
        assertThat(RegistryReference.parse("docker://x.localhost:5000/a").isLoopback())
                .isFalse();
        assertThat(RegistryReference.parse("docker://localhost.example/a").isLoopback())
                .isFalse();
        assertThat(RegistryReference.parse("docker://128.0.0.1/a").isLoopback()).isFalse();
    }

    @Test
    void registry_dockerHub_hasAnotherApiHost() {
        assertThat(RegistryReference.parse("docker://alpine").api()).isEqualTo("registry-1.docker.io");
    }
}
