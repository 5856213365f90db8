package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.net.AllowedHosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckedResolverTest {

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static CheckedResolver resolver(AllowedHosts allowed, String... addresses) {
        InetAddress[] found =
                Arrays.stream(addresses).map(CheckedResolverTest::address).toArray(InetAddress[]::new);
        return new CheckedResolver(host -> found, allowed);
    }

    @Test
    void addresses_public_areUsedAlone() throws UnknownHostException {
        CheckedResolver resolver = resolver(
                AllowedHosts.NONE,
                "127.0.0.1",
                "10.0.0.1",
                "10.0.0.2",
                "10.0.0.3",
                "8.8.8.8",
                "::1",
                "fe80::1",
                "2a00::1");

        assertThat(resolver.resolve("mixed.test", 443))
                .containsExactly(
                        new InetSocketAddress(address("8.8.8.8"), 443), new InetSocketAddress(address("2a00::1"), 443));
        assertThat(resolver.resolve("mixed.test")).containsExactly(address("8.8.8.8"), address("2a00::1"));
    }

    @Test
    void host_withoutAPublicAddress_isRefused() {
        CheckedResolver resolver = resolver(AllowedHosts.NONE, "127.0.0.1", "10.0.0.1");

        assertThatThrownBy(() -> resolver.resolve("private.test", 443))
                .isInstanceOf(CheckedResolver.AddressForbidden.class);
    }

    @Test
    void host_allowed_mayHaveAnyAddress() throws UnknownHostException {
        CheckedResolver resolver = resolver(AllowedHosts.parse(List.of("private.test:443")), "10.0.0.1");

        assertThat(resolver.resolve("private.test", 443)).hasSize(1);
        assertThatThrownBy(() -> resolver.resolve("private.test", 444))
                .isInstanceOf(CheckedResolver.AddressForbidden.class);
    }

    @Test
    void addresses_hundreds_areTriedUpToAMaximum() throws UnknownHostException {
        String[] many = IntStream.range(1, 200).mapToObj(i -> "8.8.8." + i).toArray(String[]::new);

        many[190] = "2a00::1";

        assertThat(resolver(AllowedHosts.NONE, many).resolve("many.test", 443))
                .hasSize(5)
                .last()
                .isEqualTo(new InetSocketAddress(address("2a00::1"), 443));
    }
}
