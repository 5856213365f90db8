package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTreeTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/registry, https://github.com/acme/registry/tree/HEAD/acme/app",
        "https://github.com/acme/registry.git, https://github.com/acme/registry/tree/HEAD/acme/app",
        "https://GitHub.acme.example/acme/registry/, https://GitHub.acme.example/acme/registry/tree/HEAD/acme/app",
        "https://gitlab.com/acme/sub/registry, https://gitlab.com/acme/sub/registry/-/tree/HEAD/acme/app",
        "https://codeberg.org/acme/registry, https://codeberg.org/acme/registry/src/branch/HEAD/acme/app",
        "https://gitea.acme.example/acme/registry, https://gitea.acme.example/acme/registry/src/branch/HEAD/acme/app",
        "https://git.acme.example/registry.git, https://git.acme.example/registry.git",
        "https://github.com/acme/registry?tab=readme, https://github.com/acme/registry?tab=readme",
        "https://localhost/acme/registry, https://localhost/acme/registry",
    })
    void directory_ofARepository_isAtTheAddressOfItsHost(String repository, String directory) {
        assertThat(SourceTree.of(WebLink.tryParse(repository).orElseThrow(), "acme/app")
                        .href())
                .isEqualTo(directory);
    }
}
