package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A variant contradicts another one, and nothing that was left out. */
class PlatformCheckTest {

    private static Platform platform(String text) {
        return text.endsWith("/") ? new Platform("linux", text.split("/")[1], "", null) : Platform.parse(text);
    }

    private static boolean contradict(String index, @Nullable Platform config) {
        ConfigClaims.OfIndex claim = new ConfigClaims.OfIndex(
                "acme/app", "file", Digest.sha256("image".getBytes(StandardCharsets.UTF_8)), platform(index));
        return PlatformCheck.contradiction(true, claim, config).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64, false",
        "linux/amd64, linux/arm64, true",
        "linux/amd64, windows/amd64, true",
        "linux/arm/v7, linux/arm/v7, false",
        "linux/arm/v7, linux/arm/v6, true",
        "linux/arm/v7, linux/arm, false",
        "linux/arm, linux/arm/v7, false",
        "linux/arm/v7, linux/arm/, false",
        "linux/arm/, linux/arm/v7, false"
    })
    void platform_ofAnIndex_isComparedWithThatOfTheConfig(String index, String config, boolean expected) {
        assertThat(contradict(index, platform(config))).isEqualTo(expected);
    }

    @Test
    void config_withoutAPlatform_contradictsNothing() {
        assertThat(contradict("linux/amd64", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, MANIFEST_INVALID", "false, CLIENTS_FAIL"})
    void contradiction_isAnErrorWhereItCanBeChanged(boolean contributed, ProblemCode code) {
        ConfigClaims.OfIndex claim = new ConfigClaims.OfIndex(
                "acme/app@sha256:00",
                "acme/app/digests/x",
                Digest.sha256("image".getBytes(StandardCharsets.UTF_8)),
                platform("linux/arm64"));

        assertThat(PlatformCheck.contradiction(contributed, claim, platform("linux/amd64")))
                .get()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.what()).endsWith(" is for linux/arm64, and its config says linux/amd64");
                });
    }
}
