package io.github.registryorg.remote;

import io.github.registryorg.net.HttpProxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/** One client that connects to servers, and one for each proxy, which connects to nothing else. */
final class RoutedClients implements AutoCloseable {

    private final Timing timing;
    private final Connections connections;
    private final HttpClients.TlsSource tls;
    private final DnsResolver servers;
    private final DnsResolver proxies;
    private final Map<Optional<HttpProxy>, CloseableHttpClient> clients = new HashMap<>();

    /**
     * @param servers gives the addresses of servers
     * @param proxies gives those of proxies, wherever in the operator's network they are
     */
    RoutedClients(
            Timing timing,
            Connections connections,
            HttpClients.TlsSource tls,
            DnsResolver servers,
            DnsResolver proxies) {
        this.timing = timing;
        this.connections = connections;
        this.tls = tls;
        this.servers = servers;
        this.proxies = proxies;
    }

    /** @param via empty for a direct connection */
    synchronized CloseableHttpClient client(Optional<HttpProxy> via) {
        return clients.computeIfAbsent(via, route -> {
            HttpClients setUp = HttpClients.of(timing, connections, tls);
            return route.isPresent() ? setUp.through(route.get(), proxies) : setUp.direct(servers);
        });
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }
}
