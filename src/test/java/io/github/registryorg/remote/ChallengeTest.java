package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    @Test
    void aTokenServerIsNamedWithItsParameters() {
        assertThat(Challenge.of(List.of(
                        "Bearer realm=\"https://auth.example/token?x=1,2\",service=\"registry \\\"1\\\"\", Scope=a:b")))
                .hasValue(new Challenge(
                        "bearer",
                        Map.of(
                                "realm",
                                "https://auth.example/token?x=1,2",
                                "service",
                                "registry \"1\"",
                                "scope",
                                "a:b")));
    }

    @Test
    void tokensComeBeforePasswords() {
        assertThat(Challenge.of(List.of("Basic realm=\"a\"", "BEARER realm=\"https://a\""))
                        .orElseThrow()
                        .scheme())
                .isEqualTo("bearer");
        assertThat(Challenge.of(List.of("Basic")).orElseThrow().scheme()).isEqualTo("basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Negotiate", "Bearer service=\"no realm\"", "=", "Bearer realm=\"unclosed", "\"\\"})
    void whatCanNotBeMetIsPassedOver(String header) {
        assertThat(Challenge.of(List.of(header))).isEmpty();
    }
}
