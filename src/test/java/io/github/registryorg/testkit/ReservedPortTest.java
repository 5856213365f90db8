package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ReservedPortTest {

    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    @Test
    void port_nobodyListensOn_refusesConnections() {
        try (ReservedPort port = ReservedPort.take()) {
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket(loopback, port.number()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void port_reserved_isThatOfTheServerThatAsksForIt() throws IOException {
        try (ReservedPort port = ReservedPort.take();
                ServerSocket server = new ServerSocket(port.number(), 1, loopback);
                Socket client = new Socket(loopback, port.number());
                Socket accepted = server.accept()) {
            assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
        }
    }
}
