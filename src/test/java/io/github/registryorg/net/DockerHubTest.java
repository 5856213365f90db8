package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerHubTest {

    @ParameterizedTest
    @CsvSource({
        "docker.io, docker.io",
        "index.docker.io, docker.io",
        "registry-1.docker.io, docker.io",
        "registry.hub.docker.com, docker.io",
        "hub.docker.io, hub.docker.io",
        "ghcr.io, ghcr.io"
    })
    void host_ofTheHub_hasOneName(String host, String name) {
        assertThat(DockerHub.host(host)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"alpine, library/alpine", "acme/app, acme/app"})
    void repository_withoutNamespace_isAnOfficialImage(String name, String repository) {
        assertThat(DockerHub.repository(name)).isEqualTo(repository);
    }
}
