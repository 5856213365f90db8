package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate that was made for store.test. */
class RemoteTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext trusting;
    private static LoopbackServer server;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "store",
                        "-dname",
                        "CN=store.test",
                        "-ext",
                        "SAN=dns:store.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();

        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(own.getKeyManagers(), null, null);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        server = LoopbackServer.startTls(serving, LoopbackServer.status(204));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String host) {
        return "https://" + host + ":" + server.port() + "/x";
    }

    @Test
    void connection_tls_usesTheCheckedAddressAndVerifiesTheName() {
        try (RemoteClient client = Clients.trusting(trusting, null, "store.test")) {
            assertThat(Clients.status(client, url("store.test"))).isEqualTo(204);
        }
    }

    @Test
    void address_private_isRefused() {
        try (RemoteClient client = Clients.trusting(trusting, null, "other.test")) {
            assertThat(problem(() -> Clients.status(client, url("store.test"))).code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
        }
    }

    @Test
    void certificate_ofAnotherHost_isRefused() {
        try (RemoteClient client = Clients.trusting(trusting, null, "other.test")) {
            Problem problem = problem(() -> Clients.status(client, url("other.test")));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause())
                    .startsWith("its certificate is not trusted")
                    .contains("other.test");
        }
    }

    @Test
    void certificate_untrusted_isRefusedWithAdvice() {
        try (RemoteClient client = Clients.allowing("store.test")) {
            Problem problem = problem(() -> Clients.status(client, url("store.test")));

            assertThat(problem.cause()).startsWith("its certificate is not trusted");
            assertThat(problem.hint()).contains("-Djavax.net.ssl.trustStore");
        }
    }

    @Test
    void server_withoutTls_isReported() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RemoteClient client = Clients.trusting(trusting, null, "store.test")) {
            for (int tried = 0; tried < RetryPolicy.TRIES; tried++) {
                Tunnel.start(() -> {
                    try (Socket connection = plain.accept()) {
                        assertThat(connection.getInputStream().read(new byte[8192]))
                                .isPositive();
                        RawServer.write(connection.getOutputStream(), "HTTP/1.1 400 Bad Request\r\n\r\n");
                    }
                });
            }
            assertThat(problem(() -> Clients.status(client, "https://store.test:" + plain.getLocalPort() + "/x"))
                            .cause())
                    .startsWith("TLS failed");
        }
    }

    @Test
    void trustStore_unreadable_isAConfigurationProblem() {
        try (RemoteClient client = new RemoteClient(
                AllowedHosts.parse(List.of("store.test")),
                null,
                Clients.testNames(),
                Timing.STANDARD,
                Connections.DEFAULT,
                () -> {
                    throw new GeneralSecurityException("no context", new KeyStoreException("no such file"));
                })) {
            Problem problem = problem(() -> Clients.status(client, url("store.test")));

            assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
            assertThat(problem.cause()).isEqualTo("no such file");
        }
    }

    @Test
    void connection_throughAProxy_isATunnel() throws IOException {
        try (Tunnel proxy = new Tunnel(server.port());
                RemoteClient client = Clients.trusting(
                        trusting,
                        ProxySettings.of(
                                new HttpProxy("proxy.test", proxy.port(), null, null, HttpProxy.Origin.SETTINGS), ""),
                        "store.test")) {
            assertThat(Clients.status(client, "https://store.test/x")).isEqualTo(204);
            assertThat(proxy.asked).containsExactly("CONNECT store.test:443 HTTP/1.1");
        }
    }

    /** A proxy that leads every tunnel to one port of this machine. */
    private static final class Tunnel implements AutoCloseable {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Tunnel(int target) throws IOException {
            start(() -> {
                try (Socket client = socket.accept();
                        Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    asked.add(head(client.getInputStream()));
                    RawServer.write(client.getOutputStream(), "HTTP/1.1 200 OK\r\n\r\n");
                    start(() -> copy(client.getInputStream(), there.getOutputStream()));
                    copy(there.getInputStream(), client.getOutputStream());
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            return head.substring(0, head.indexOf("\r\n"));
        }

        private static void copy(InputStream in, OutputStream out) throws IOException {
            in.transferTo(out);
        }

        private interface Job {
            void run() throws IOException;
        }

        private static void start(Job job) {
            Thread thread = new Thread(() -> {
                try {
                    job.run();
                } catch (IOException e) {
                    // one of the two hung up
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
