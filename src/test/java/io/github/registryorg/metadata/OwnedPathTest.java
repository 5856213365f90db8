package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedPathTest {

    @ParameterizedTest
    @CsvSource({
        "app/README.md, app, README.md",
        "acme/app/README.md, acme/app, README.md",
        "acme/app/manifests/1.0/README.md, acme/app, manifests/1.0/README.md",
        "acme/app/digests/sha256/ab/abcd.json, acme/app, digests/sha256/ab/abcd.json",
        "acme/app/tags/README.md, acme/app, tags/README.md",
        "a/manifests/b/manifests/c/README.md, a, manifests/b/manifests/c/README.md",
        "Not A Name/README.md, Not A Name, README.md",
        "../README.md, .., README.md",
        "manifests/1.0/README.md, manifests/1.0, README.md",
        "acme/app/Manifests/1.0/README.md, acme/app/Manifests/1.0, README.md",
    })
    void belongsToARepository(String path, String repository, String own) {
        assertThat(OwnedPath.of(path)).contains(new OwnedPath(repository, own));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "registry.yaml",
                "acme/app/readme.md",
                "acme/app/Manifests/1.0",
                "acme/app/manifests",
                "acme/app/Dockerfile",
                "acme\\app\\README.md",
                "",
                "/",
                "pom.xml",
            })
    void belongsToNone(String path) {
        assertThat(OwnedPath.of(path)).isEmpty();
    }

    @Test
    void tellsTagsAndContentApart() {
        assertThat(OwnedPath.of("a/manifests/1.0/README.md").orElseThrow().tag())
                .contains("1.0");
        assertThat(OwnedPath.of("a/manifests/README.md").orElseThrow().tag()).isEmpty();
        assertThat(OwnedPath.of("a/manifests/1.0/more/README.md").orElseThrow().tag())
                .isEmpty();
        assertThat(OwnedPath.of("a/digests/sha256/ab/ab.json").orElseThrow().isContent())
                .isTrue();
        assertThat(OwnedPath.of("a/digests/sha256/ab/ab.yaml").orElseThrow().isContent())
                .isFalse();
    }
}
