package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionFaultTest {

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x.invalid"), ConnectionFault.UNKNOWN_HOST, true),
                Arguments.of(new ConnectTimeoutException("too late"), ConnectionFault.CONNECT_TIMEOUT, true),
                Arguments.of(new SocketTimeoutException("Connect timed out"), ConnectionFault.CONNECT_TIMEOUT, true),
                Arguments.of(new NoRouteToHostException("No route to host"), ConnectionFault.NO_ROUTE, true),
                Arguments.of(new ConnectException("Network is unreachable"), ConnectionFault.NO_ROUTE, true),
                Arguments.of(new ConnectException("Connection refused"), ConnectionFault.REFUSED, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_toConnect_isFoundInWhatItCaused(IOException failure, ConnectionFault fault, boolean isAsWithoutProxy) {
        IOException caused = new IOException("sending failed", new IllegalStateException(failure));

        assertThat(ConnectionFault.ofConnecting(caused)).contains(fault);
        assertThat(ProxyAdvice.toConfigure(Optional.empty(), "x.example", Optional.of(fault)))
                .matches(advice -> advice.contains("HTTPS_PROXY") == isAsWithoutProxy);
    }

    /** The proxy is not what is missing there. */
    @Test
    void advice_forThisMachineOrBehindAProxy_isEmpty() {
        Optional<ConnectionFault> fault = Optional.of(ConnectionFault.UNKNOWN_HOST);
        HttpProxy proxy = new HttpProxy("proxy.example", 3128, null, null, HttpProxy.Origin.JAVA);

        assertThat(ProxyAdvice.toConfigure(Optional.empty(), "app.localhost", fault))
                .isEmpty();
        assertThat(ProxyAdvice.toConfigure(Optional.of(proxy), "x.example", fault))
                .isEmpty();
        assertThat(ProxyAdvice.toConfigure(Optional.empty(), "x.example", Optional.empty()))
                .isEmpty();
    }

    @Test
    void failure_afterConnecting_isNone() {
        assertThat(ConnectionFault.ofConnecting(new SocketTimeoutException("Read timed out")))
                .isEmpty();
        assertThat(ConnectionFault.ofConnecting(new IOException("reset"))).isEmpty();
    }
}
