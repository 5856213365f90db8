package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    @Test
    void challenge_bearer_hasItsParameters() {
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
    void challenge_bearer_precedesBasic() {
        assertThat(Challenge.of(List.of("Basic realm=\"a\"", "BEARER realm=\"https://a\""))
                        .orElseThrow()
                        .scheme())
                .isEqualTo("bearer");
        assertThat(Challenge.of(List.of("Basic")).orElseThrow().scheme()).isEqualTo("basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Negotiate", "Bearer service=\"no realm\"", "=", "Bearer realm=\"unclosed", "\"\\"})
    void challenge_unknown_isSkipped(String header) {
        assertThat(Challenge.of(List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"x\", Bearer realm=\"https://auth.example/token?x=1,2\"",
                "Bearer realm=\"https://auth.example/token?x=1,2\", Basic realm=\"x\"",
                "Basic realm=\"a, Bearer realm=\\\"https://elsewhere.example\\\"\",Bearer"
                        + " realm=\"https://auth.example/token?x=1,2\"",
                "Negotiate, Bearer realm=\"https://auth.example/token?x=1,2\"",
                "Basic,Bearer realm=\"https://auth.example/token?x=1,2\"",
                "Negotiate YII/a+b==, Bearer realm=\"https://auth.example/token?x=1,2\", error=\"x\"",
                "Negotiate abc=,\tbearer\tRealm = \"https://auth.example/token?x=1,2\" ,, realm=\"second\"",
                "Digest qop=\"auth\" realm=\"x\" Bearer realm=\"https://auth.example/token?x=1,2\" service=\"s\"",
                ", ,Bearer realm=https://auth.example/token?x=1,2,realm=\"https://auth.example/token?x=1,2\""
            })
    void of_severalChallengesInOneLine_choosesBearer(String header) {
        Challenge chosen = Challenge.of(List.of(header)).orElseThrow();
        assertThat(chosen.scheme()).isEqualTo("bearer");
        assertThat(chosen.parameter("realm").orElseThrow()).startsWith("https://auth.example/token?x=1");
    }

    @Test
    void of_twoLines_choosesBearerOfEither() {
        String bearer = "Negotiate, Bearer realm=\"https://a\"";
        assertThat(Challenge.of(List.of("Basic realm=\"x\"", bearer)))
                .isEqualTo(Challenge.of(List.of(bearer, "Basic realm=\"x\"")))
                .get()
                .isEqualTo(new Challenge("bearer", Map.of("realm", "https://a")));
    }

    @Test
    void of_bearerWithinTheQuotesOfBasic_isBasic() {
        assertThat(Challenge.of(List.of("Basic realm=\"x, Bearer realm=https://a\"")))
                .hasValue(new Challenge("basic", Map.of("realm", "x, Bearer realm=https://a")));
    }

    @Test
    void of_junkBehindAChallenge_keepsTheChallenge() {
        assertThat(Challenge.of(List.of("Basic realm=\"x\", =\"\\"))
                        .orElseThrow()
                        .scheme())
                .isEqualTo("basic");
    }

    /** As much as a line may have: neither the stack nor the time grows with what is repeated in it. */
    @ParameterizedTest
    @ValueSource(strings = {"a,", "a ", "a=", "a=b,", "\"", "\\", ",", " ", "a=\"", "a=\"\\\"\",", "=", "\\a"})
    void of_longJunk_ends(String junk) {
        String repeated = junk.repeat(100_000);
        assertThat(Challenge.of(List.of("Bearer " + repeated, "Bearer realm=\"" + repeated)))
                .isEqualTo(Challenge.of(List.of("Bearer realm=\"" + repeated)));
    }
}
