package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortDiagnosisTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    @Test
    @EnabledOnOs(OS.LINUX)
    void port_heldOnLinux_namesTheProcess() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Problem problem = PortDiagnosis.explain(taken.getLocalPort(), new BindException("Address already in use"));

            assertThat(problem.code()).isEqualTo(ProblemCode.PORT_TAKEN);
            assertThat(problem.toString())
                    .contains(
                            "port " + taken.getLocalPort(),
                            "(process " + ProcessHandle.current().pid() + ")")
                    .contains("-Dregistry.port=0");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void port_heldByAnIpv6Socket_namesTheProcess(@TempDir Path proc) throws IOException {
        String table = "  sl  local_address rem_address st ...\n"
                + "   0: 00000000000000000000000000000000:1388 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 4711 1\n"
                + "   1: 00000000000000000000000000000000:1389 00000000000000000000000000000000:0000 01 0:0 0:0 0 0 0 4712 1\n";
        Files.writeString(Files.createDirectories(proc.resolve("net")).resolve("tcp6"), table);
        Path descriptors = Files.createDirectories(proc.resolve("42/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of("socket:[4711]"));
        Files.createSymbolicLink(descriptors.resolve("4"), Path.of("socket:[4712]"));
        Files.writeString(proc.resolve("42/comm"), "nginx\n");

        assertThat(PortDiagnosis.process(5000, proc)).hasValue("nginx (process 42)");
        assertThat(PortDiagnosis.process(5001, proc)).isEmpty(); // a connection, not a listener
        assertThat(PortDiagnosis.process(5002, proc)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void port_heldByAnIpv4Socket_namesTheProcess(@TempDir Path proc) throws IOException {
        Files.writeString(
                Files.createDirectories(proc.resolve("net")).resolve("tcp"),
                "   0: 0100007F:1388 00000000:0000 0A 0:0 0:0 0 0 0 4711 1\n");
        Files.createSymbolicLink(Files.createDirectories(proc.resolve("42/fd")).resolve("3"), Path.of("socket:[4711]"));
        Files.writeString(proc.resolve("42/comm"), "nginx\n");

        assertThat(PortDiagnosis.process(5000, proc)).hasValue("nginx (process 42)");
        assertThat(PortDiagnosis.process(5001, proc)).isEmpty();
    }

    @Test
    void port_withoutProcFiles_namesNoProcess(@TempDir Path empty) throws IOException {
        Files.writeString(Files.createDirectories(empty.resolve("net")).resolve("tcp"), "nonsense\n\n0 0:1388 0 0A\n");

        assertThat(PortDiagnosis.process(5000, empty)).isEmpty();
        assertThat(PortDiagnosis.process(5000, empty.resolve("none"))).isEmpty();
    }

    @Test
    void port_heldByAWebServer_namesTheServer() throws Exception {
        assertThat(nameFrom("HTTP/1.1 403 Forbidden\r\nserver:  AirTunes/775.3.1 \r\n\r\n"))
                .hasValue("AirTunes/775.3.1");
        assertThat(nameFrom("HTTP/1.1 200 OK\r\n\r\n")).isEmpty();
        assertThat(nameFrom("SSH-2.0-x\r\n")).isEmpty();
        assertThat(nameFrom("")).isEmpty();
    }

    @Test
    void port_taken_isReportedWithAHint() {
        assertThat(text(Optional.of("nginx (process 42)"), Optional.of("nginx")))
                .contains("held by nginx (process 42)", "registry.port=0");
        assertThat(text(Optional.empty(), Optional.of("AirTunes/1"))).contains("AirPlay Receiver", "System Settings");
        assertThat(text(Optional.empty(), Optional.of("Caddy"))).contains("it calls itself \"Caddy\"");
        assertThat(text(Optional.empty(), Optional.empty())).contains("does not say what it is", "registry.port=0");
        assertThat(text(Optional.of("java (process 7)"), Optional.of("registry-maven-plugin")))
                .contains("another registry:serve listens there, java (process 7)");
    }

    @Test
    void port_withoutPermission_isNotReportedAsTaken() {
        Problem problem = PortDiagnosis.explain(80, new BindException("Permission denied"));

        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(problem.toString()).contains("1024");
    }

    private static String text(Optional<String> process, Optional<String> server) {
        return PortDiagnosis.taken(5000, process, server).toString();
    }

    private static Optional<String> nameFrom(String response) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket client = listener.accept();
                        OutputStream out = client.getOutputStream()) {
                    client.setSoTimeout(TIMEOUT_MILLIS);
                    client.getInputStream().read(new byte[100]);
                    out.write(response.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            // no client may come, or it sends nothing
            listener.setSoTimeout(TIMEOUT_MILLIS);
            thread.setDaemon(true);
            thread.start();
            Optional<String> name = PortDiagnosis.server(listener.getLocalPort());
            thread.join(TIMEOUT_MILLIS);
            assertThat(thread.isAlive()).isFalse();
            return name;
        }
    }
}
