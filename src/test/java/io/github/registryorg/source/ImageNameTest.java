package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @Test
    void full_ofANameWithManyDots_isFound() {
        String host = "a.".repeat(100_000) + "a";

        assertThat(ImageName.full(host + "/x:1")).isEqualTo(host + "/x:1");
        assertThat(ImageName.full(host + "_/x:1")).isEqualTo("docker.io/" + host + "_/x:1");
    }

    @ParameterizedTest
    @CsvSource({
        "app, docker.io/library/app:latest",
        "acme/app:1.2, docker.io/acme/app:1.2",
        "docker.io/app:1, docker.io/library/app:1",
        "index.docker.io/library/app, docker.io/library/app:latest",
        "registry-1.docker.io/acme/app:1, docker.io/acme/app:1",
        "ghcr.io/acme/app, ghcr.io/acme/app:latest",
        "localhost:5000/app, localhost:5000/app:latest",
        "localhost/app:1, localhost/app:1",
        "[::1]:5000/app:1, [::1]:5000/app:1",
        "registry:5000/app:1, registry:5000/app:1",
        "not_a_host.example/app:1, docker.io/not_a_host.example/app:1"
    })
    void full_ofAName_isTheSameForEachSpelling(String name, String full) {
        assertThat(ImageName.full(name)).isEqualTo(full);
    }
}
