package io.github.registryorg.net;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @Test
    void host_allowed_isAllowedWithAnyPort() {
        AllowedHosts allowed = AllowedHosts.parse(List.of(" Store.Example ", ""));

        assertThat(allowed.allows("store.example", 443)).isTrue();
        assertThat(allowed.allows("STORE.example.", 8080)).isTrue();
        assertThat(allowed.allows("sub.store.example", 443)).isFalse();
        assertThat(allowed.allows("store.example.evil", 443)).isFalse();
    }

    @Test
    void host_allowedWithAPort_isAllowedWithIt() {
        AllowedHosts allowed = AllowedHosts.parse(List.of("localhost:5000"));

        assertThat(allowed.allows("localhost", 5000)).isTrue();
        assertThat(allowed.allows("localhost", 5001)).isFalse();
    }

    @Test
    void ipv6Address_inAnyForm_isAllowed() {
        AllowedHosts allowed = AllowedHosts.parse(List.of("[::1]:5000", "fd00::0:1"));

        assertThat(allowed.allows("0:0:0:0:0:0:0:1", 5000)).isTrue();
        assertThat(allowed.allows("::1", 5001)).isFalse();
        assertThat(allowed.allows("fd00:0:0::1", 80)).isTrue();
    }

    @Test
    void list_empty_allowsNothing() {
        assertThat(AllowedHosts.NONE.allows("localhost", 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://host", "host/path", "host:0", "host:65536", "*.example", "a b", "[::1", "user@host"})
    void host_invalid_isRefused(String text) {
        assertThat(problem(() -> AllowedHosts.parse(List.of(text))).code())
                .isEqualTo(ProblemCode.CONFIGURATION_INVALID);
    }
}
