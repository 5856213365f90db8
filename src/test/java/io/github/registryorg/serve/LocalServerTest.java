package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.testkit.ReservedPort;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalServerTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    private TestSite site;

    @BeforeEach
    void site(@TempDir Path directory) throws IOException {
        site = new TestSite(directory);
        site.write("index.html", "home");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void port_zero_isReplacedByAFreePort() {
        LocalServer server = site.serve();

        assertThat(server.port()).isPositive();
        assertThat(server.address()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(site.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void server_started_listensOnLoopbackOnly() throws IOException {
        LocalServer server = site.serve();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();

        for (InetAddress address : others) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(address, server.port()).close());
        }
    }

    @Test
    void server_closed_leavesNoPortAndNoThread() throws IOException, InterruptedException {
        LocalServer first = site.serve();
        int port = first.port();
        site.get("/");
        first.close();
        first.close();

        try (LocalServer second =
                LocalServer.start(site.site, site.registry, StoreDirectories.NONE, port, RequestListener.NONE)) {
            assertThat(second.port()).isEqualTo(port);
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("HTTP-worker")) {
                // it was stopped, and may still be ending
                thread.join(TIMEOUT_MILLIS);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void start_thatFails_freesThePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0) {
            @Override
            public void setReuseAddress(boolean on) throws SocketException {
                throw new SocketException("refused");
            }
        }) {
            RequestPolicy policy = RequestPolicy.LOOPBACK;
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> LocalServer.start(
                            socket, address -> new SiteHandler(null, null, policy, address, RequestListener.NONE)))
                    .withMessageContaining(
                            "port " + socket.getLocalPort() + ": listening at 127.0.0.1 failed: refused.");
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void start_withoutAHandler_freesThePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> LocalServer.start(socket, address -> {
                        throw new OutOfMemoryError("for a test");
                    }));
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void port_ofAClosedServer_isFreeAtOnce() {
        try (ReservedPort port = ReservedPort.take()) {
            for (int i = 0; i < 400; i++) {
                LocalServer.start(site.site, site.registry, StoreDirectories.NONE, port.number(), RequestListener.NONE)
                        .close();
            }
        }
    }

    @Test
    void client_speakingTls_getsAnErrorAtOnce() throws IOException {
        site.serve();
        try (Socket socket = site.connect()) {
            // the beginning of a handshake, as all clients of registries send it first; nothing follows
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.0 400 Bad Request\r\n")
                    .endsWith("This server speaks HTTP only.\n");
        }
        assertThat(site.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void response_inProgress_isFinishedBeforeClosing() throws Exception {
        site.write("large.bin", new byte[16 * 1024 * 1024]);
        LocalServer server = site.serve();
        try (Socket socket = site.connect()) {
            socket.getOutputStream().write("GET /large.bin HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            Thread closing = new Thread(server::close);
            closing.start();
            assertThat(socket.getInputStream().readAllBytes()).hasSizeGreaterThan(16 * 1024 * 1024);
            closing.join();
        }
    }

    @Test
    void clients_inParallel_getTheirResponses() throws IOException {
        site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
        site.serve();

        assertThat(IntStream.range(0, 500)
                        .parallel()
                        .map(i -> site.get(i % 2 == 0 ? "/v2/acme/app/manifests/1.0" : "/")
                                .statusCode()))
                .containsOnly(200);
    }

    @Test
    void listener_added_isNotifiedOfEachRequest() {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        site.serve(StoreDirectories.NONE, (method, path, status) -> heard.add(method + " " + path + " " + status));

        site.get("/?q=1");
        site.head("/v2/none/tags/list");

        assertThat(heard).containsExactly("GET / 200", "HEAD /v2/none/tags/list 404");
    }

    @Test
    void failure_whileServing_isReportedToTheListenerOnly() throws IOException {
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        site.write("v2/acme/app/tags/list", "not json");
        site.serve(StoreDirectories.NONE, new RequestListener() {
            @Override
            public void served(String method, String path, int status) {}

            @Override
            public void failed(String method, String path, Exception cause) {
                failures.add(cause);
            }
        });

        String response = site.rawGet("/v2/acme/app/tags/list?n=1");

        assertThat(response).startsWith("HTTP/1.1 500 ").contains("UNKNOWN").doesNotContain("not json", "jackson");
        assertThat(failures).hasSize(1);
    }

    @Test
    void site_madeAgain_isServedAsItIsNow() throws IOException {
        site.get("/");
        Path old = site.site.resolveSibling("old");
        Files.move(site.site, old);
        new HandmadeSite(site.site).write("index.html", Stage.PAGES, "text/plain", TestSite.bytes("made again"));

        assertThat(TestSite.text(site.get("/"))).isEqualTo("made again");
        assertThat(TestSite.header(site.get("/"), "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void server_withoutASite_isRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> LocalServer.start(
                        site.site.resolve("none"), site.registry, StoreDirectories.NONE, 0, RequestListener.NONE))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("registry:site");
    }

    @Test
    void start_withADirectoryThatIsNotASite_fails() throws IOException {
        Files.delete(site.site.resolve("v2/index.html"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> site.serve())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
    }

    @Test
    void locations_notSorted_areRefusedAtOnce() throws IOException {
        site.add("-/host/blobs.tsv", TestSite.bytes("b\t*\tfile:x\na\t*\tfile:x\n"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> site.serve())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("not sorted");
    }

    @Test
    void start_withASiteWithoutAnIndex_isRefusedWithAHint() throws IOException {
        Files.delete(site.site.resolve("-/host/files.tsv"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> site.serve())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("it has no -/host/files.tsv")
                .withMessageContaining("Make the site again (registry:site)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\tPAGES\ttext/html\na\tPAGES\ttext/html\n", "a\tNEVER\ttext/html\n", "a\n", "\n"})
    void start_withAnIndexThatIsNotOne_isRefusedWithAHint(String index) throws IOException {
        site.add("-/host/files.tsv", TestSite.bytes(index));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> site.serve())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("Make the site again (registry:site)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE})
    void port_outOfRange_isRefused(int port) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() ->
                        LocalServer.start(site.site, site.registry, StoreDirectories.NONE, port, RequestListener.NONE))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID));
    }

    @Test
    void port_heldByAnotherServer_isReported() {
        int port = site.serve().port();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() ->
                        LocalServer.start(site.site, site.registry, StoreDirectories.NONE, port, RequestListener.NONE))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.PORT_TAKEN))
                .withMessageContaining("another registry:serve")
                .withMessageContaining("-Dregistry.port=0");
    }
}
