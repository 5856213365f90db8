package io.github.registryorg.remote;

import static io.github.registryorg.remote.Clients.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's URL reaches no private address: not by any spelling, name or redirect. */
class RemoteAddressTest {

    /** What must never be reached in these tests, unless it is opened. */
    private final LoopbackServer inner = LoopbackServer.start(LoopbackServer.status(200));

    @AfterEach
    void stop() {
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "0.0.0.0",
                "0",
                "[::]",
                "inner.test",
                "inner.test.",
                "LOCALHOST"
            })
    void address_ofThisMachineInAnyForm_isRefused(String host) {
        try (RemoteClient client = Clients.allowing("other.test")) {
            Problem problem = problem(() -> Clients.status(client, "http://" + host + ":" + inner.port() + "/x"));

            // a spelling that programs read in different ways is not a URL that can be requested
            assertThat(problem.code())
                    .isIn(ProblemCode.ADDRESS_FORBIDDEN, ProblemCode.IO_FAILED, ProblemCode.STORE_INVALID);
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void message_ofAPrivateHost_hasNoAddress() {
        try (RemoteClient client = Clients.allowing("other.test")) {
            Problem problem = problem(() -> Clients.status(client, "http://inner.test/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(problem.toString())
                    .contains("inner.test")
                    .contains("registry.allowedHosts")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void constructor_public_checksAddresses() {
        try (RemoteClient client = new RemoteClient(AllowedHosts.NONE, null)) {
            assertThat(problem(() -> Clients.status(client, inner.url("/x"))).code())
                    .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/x",
                "//127.0.0.1:PORT/x",
                "http://[::ffff:127.0.0.1]:PORT/x",
                "http://2130706433:PORT/x",
                "http://inner.test:PORT/x",
                "http://user:pw@outer.test/x",
                "file:///etc/passwd",
                "file:/etc/passwd",
                "ftp://outer.test/x",
                "jar:file:/x!/y",
                "javascript:1",
                "http:/x",
                "http://",
                "\\\\127.0.0.1:PORT\\x"
            })
    void redirect_toAnyUrl_isChecked(String location) {
        try (LoopbackServer outer = LoopbackServer.start(
                        LoopbackServer.redirect(302, location.replace("PORT", String.valueOf(inner.port()))));
                RemoteClient client = Clients.allowing("outer.test")) {
            Problem problem = problem(() -> Clients.status(client, "http://outer.test:" + outer.port() + "/x"));

            assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(problem.toString()).doesNotContain("pw");
            assertThat(outer.requests()).hasSize(1);
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void redirect_failing_hasBothUrls() {
        try (LoopbackServer outer = LoopbackServer.start(
                        LoopbackServer.redirect(302, "http://inner.test:" + inner.port() + "/y?sig=geheim"));
                RemoteClient client = Clients.allowing("outer.test")) {
            String url = "http://outer.test:" + outer.port() + "/x";

            assertThat(problem(() -> Clients.status(client, url)).toString())
                    .startsWith("ADDRESS_FORBIDDEN " + url + ": redirects to http://inner.test:" + inner.port()
                            + "/y?sig=…: host inner.test has no public address.");
        }
    }

    @Test
    void connection_made_usesTheCheckedAddress() {
        List<String> lookups = new CopyOnWriteArrayList<>();
        NameLookup once = host -> {
            lookups.add(host);
            return Clients.testNames().lookup(host);
        };
        // only the lookup that is injected has this name: a lookup by the library itself would find nothing
        try (RemoteClient client = Clients.looking(once, "inner.test")) {
            assertThat(Clients.status(client, "http://inner.test:" + inner.port() + "/x"))
                    .isEqualTo(200);
            assertThat(lookups).containsExactly("inner.test");
            assertThat(inner.exchanges().get(0).getRequestHeaders().getFirst("Host"))
                    .isEqualTo("inner.test:" + inner.port());
        }
    }

    @Test
    void name_turningPrivate_isRefused() {
        List<String> lookups = new CopyOnWriteArrayList<>();
        InetAddress[][] responses = {{InetAddress.getLoopbackAddress()}, {InetAddress.getLoopbackAddress()}};
        NameLookup rebinding = host -> {
            lookups.add(host);
            return responses[lookups.size() - 1];
        };
        try (LoopbackServer outer =
                LoopbackServer.start(LoopbackServer.redirect(307, "http://rebind.test:" + inner.port() + "/x"))) {
            // the first result may be used, as a public one could; the second may not
            try (RemoteClient client = Clients.looking(rebinding, "rebind.test:" + outer.port())) {
                Problem problem = problem(() -> Clients.status(client, "http://rebind.test:" + outer.port() + "/x"));

                assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
                assertThat(lookups).hasSize(2);
                assertThat(outer.requests()).hasSize(1);
                assertThat(inner.requests()).isEmpty();
            }
        }
    }

    @Test
    void host_forbidden_isRefusedEachTime() {
        try (RemoteClient client = Clients.allowing("other.test")) {
            for (int i = 0; i < 10; i++) {
                assertThat(problem(() -> Clients.status(client, "http://inner.test/x"))
                                .code())
                        .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            }
        }
    }
}
