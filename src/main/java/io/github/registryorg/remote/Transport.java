package io.github.registryorg.remote;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** One request to one URL, once: directly to a checked address, or through the proxy to a host that is allowed. */
final class Transport implements AutoCloseable {

    private final AllowedHosts allowed;
    private final @Nullable ProxySettings proxies;
    private final Timing timing;
    private final RoutedClients clients;
    private final Watchdog watchdog = new Watchdog();

    /** @param proxies null for none */
    Transport(
            AllowedHosts allowed,
            @Nullable ProxySettings proxies,
            NameLookup lookup,
            Timing timing,
            Connections connections,
            HttpClients.TlsSource tls) {
        this.allowed = allowed;
        this.proxies = proxies;
        this.timing = timing;
        this.clients = new RoutedClients(
                timing, connections, tls, new CheckedResolver(lookup, allowed), new TrustingResolver(lookup));
    }

    /**
     * Sends the request and reads the head of the response.
     *
     * @param form the body of a POST; null for none
     * @param limit how long that may take
     * @param host whose time the body takes
     * @param done run once, when the response is closed
     */
    RemoteResponse send(
            String method,
            RemoteUrl url,
            RequestHeaders headers,
            @Nullable String form,
            Duration limit,
            HostBudget host,
            Runnable done)
            throws IOException {
        Optional<HttpProxy> via = via(url);
        expectAllowed(url, via);
        HttpHost target = new HttpHost(url.scheme(), url.host(), url.port());
        HttpUriRequestBase request = new AsWritten(method, target, url.target());
        request.setHeader(HttpHeaders.ACCEPT, headers.accept() == null ? "*/*" : headers.accept());
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (headers.range() != null) {
            request.setHeader(HttpHeaders.RANGE, headers.range());
        }
        if (headers.authorization() != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, headers.authorization());
        }
        headers.others().forEach(request::setHeader);
        if (form != null) {
            request.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        }
        Watchdog.Guard guard = watchdog.guard(limit, request::cancel);
        try (guard) {
            ClassicHttpResponse response = ServerResponse.open(clients.client(via), via, target, request);
            if (guard.isTooLate()) {
                throw new IOException("cancelled");
            }
            return RemoteResponse.of(url, response, request, watchdog, host, timing, done);
        } catch (IOException | IllegalStateException e) {
            // the library has a state of its own for a request that is cancelled while it connects
            if (guard.isTooLate()) {
                throw RemoteFailures.tooSlow("the server takes too long to respond", e);
            }
            throw e;
        }
    }

    /** The proxy that this goes through; empty for none. */
    Optional<HttpProxy> via(RemoteUrl url) {
        return ProxySettings.via(proxies, url);
    }

    private void expectAllowed(RemoteUrl url, Optional<HttpProxy> via) {
        if (via.isPresent() && !allowed.allows(url.host(), url.effectivePort())) {
            throw new RegistryException(Problem.of(
                            ProblemCode.ADDRESS_FORBIDDEN,
                            url.toString(),
                            "is behind the proxy " + via.get() + ", where the address of host " + url.host()
                                    + " can't be checked")
                    .hint("List the host in registry.allowedHosts, or in "
                            + via.get().exceptions() + "."));
        }
    }

    @Override
    public void close() {
        watchdog.close();
        clients.close();
    }

    /** A request whose target goes out as it was written: the library's own constructors parse and change it. */
    private static final class AsWritten extends HttpUriRequestBase {

        private static final long serialVersionUID = 1L;

        AsWritten(String method, HttpHost host, String target) {
            super(method, URI.create("/"));
            setScheme(host.getSchemeName());
            setAuthority(new URIAuthority(host));
            setPath(target);
        }
    }
}
