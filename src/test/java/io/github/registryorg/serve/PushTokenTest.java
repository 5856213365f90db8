package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void pushToken_blank_isRefused(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PushToken(token));
    }
}
