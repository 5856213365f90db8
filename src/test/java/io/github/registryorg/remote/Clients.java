package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Clients for tests: time doesn't pass between their tries, and every name that ends in .test is this machine. */
public final class Clients {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private Clients() {}

    /** Asks no name server: what is neither a .test name nor in the hosts file nor an address is unknown. */
    static NameLookup testNames() {
        return host -> {
            if (host.endsWith(".test")) {
                return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
            }
            if (host.endsWith(".invalid")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        };
    }

    static Timing timing(Duration exchange, List<Duration> pauses) {
        return new Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                exchange,
                RemoteClient.HOST_TIMEOUT,
                Duration.ofSeconds(30),
                Clock.fixed(NOW, ZoneOffset.UTC),
                pauses::add,
                () -> 1);
    }

    static RemoteClient allowing(String... hosts) {
        return client(hosts, null, Duration.ofSeconds(20), new CopyOnWriteArrayList<>(), testNames());
    }

    public static RemoteClient withTimeout(Duration exchange) {
        return client(new String[] {"127.0.0.1"}, null, exchange, new CopyOnWriteArrayList<>(), testNames());
    }

    static RemoteClient recording(List<Duration> pauses) {
        return client(new String[] {"127.0.0.1"}, null, Duration.ofSeconds(20), pauses, testNames());
    }

    static RemoteClient looking(NameLookup lookup, String... hosts) {
        return client(hosts, null, Duration.ofSeconds(20), new CopyOnWriteArrayList<>(), lookup);
    }

    static RemoteClient through(ProxySettings proxy, String... hosts) {
        return client(hosts, proxy, Duration.ofSeconds(20), new CopyOnWriteArrayList<>(), testNames());
    }

    public static RemoteClient trusting(SSLContext tls, ProxySettings proxy, String... hosts) {
        return new RemoteClient(
                AllowedHosts.parse(List.of(hosts)),
                proxy,
                testNames(),
                timing(Duration.ofSeconds(20), new CopyOnWriteArrayList<>()),
                Connections.DEFAULT,
                () -> tls);
    }

    /** Whose thread is interrupted when it waits. */
    static RemoteClient stopped() {
        Timing timing = timing(Duration.ofSeconds(20), List.of());
        return new RemoteClient(
                AllowedHosts.parse(List.of("127.0.0.1")),
                null,
                testNames(),
                new Timing(
                        timing.connect(),
                        timing.response(),
                        timing.exchange(),
                        timing.host(),
                        timing.longestWait(),
                        timing.clock(),
                        duration -> {
                            throw new InterruptedException();
                        },
                        timing.jitter()),
                Connections.DEFAULT,
                SSLContext::getDefault);
    }

    private static RemoteClient client(
            String[] hosts, ProxySettings proxy, Duration exchange, List<Duration> pauses, NameLookup lookup) {
        return new RemoteClient(
                AllowedHosts.parse(List.of(hosts)),
                proxy,
                lookup,
                timing(exchange, pauses),
                Connections.DEFAULT,
                SSLContext::getDefault);
    }

    static int status(RemoteClient client, String url) {
        try (RemoteResponse response = client.head(RemoteUrl.parse(url))) {
            return response.status();
        }
    }

    public static Problem problem(ThrowingCallable code) {
        return catchThrowableOfType(RegistryException.class, code).problem();
    }
}
