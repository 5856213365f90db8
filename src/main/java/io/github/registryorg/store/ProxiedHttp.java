package io.github.registryorg.store;

import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxyAdvice;
import io.github.registryorg.net.ProxyRefusal;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The SDK's HTTP through the proxies that everything else here goes through, and none that the SDK would find. A proxy's
 * refusal to connect, which the SDK would take for the service's response, is reported as the proxy's.
 */
final class ProxiedHttp implements SdkHttpClient {

    private final SdkHttpClient http;
    private final Routes routes;

    private ProxiedHttp(SdkHttpClient http, Routes routes) {
        this.http = http;
        this.routes = routes;
    }

    /** @param proxies null for none */
    static Builder builder(Apache5HttpClient.Builder http, @Nullable ProxySettings proxies) {
        return new Builder(http, proxies);
    }

    /** Makes the client with what the SDK adds to it. */
    static final class Builder implements SdkHttpClient.Builder<Builder> {

        private final Apache5HttpClient.Builder http;
        private final @Nullable ProxySettings proxies;

        private Builder(Apache5HttpClient.Builder http, @Nullable ProxySettings proxies) {
            this.http = http;
            this.proxies = proxies;
        }

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            Routes routes = new Routes(proxies);
            http.proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build());
            if (proxies != null) {
                http.httpRoutePlanner(routes).credentialsProvider(routes);
            }
            return new ProxiedHttp(http.buildWithDefaults(defaults), routes);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                routes.current.remove();
                try {
                    HttpExecuteResponse response = prepared.call();
                    Optional<ProxyRefusal> refusal = routes.refusal(response.httpResponse());
                    if (refusal.isPresent()) {
                        prepared.abort();
                        String address =
                                request.httpRequest().getUri().resolve("/").toString();
                        // not for the SDK, which would ask the proxy again
                        throw new RegistryException(refusal.get().problem(address), refusal.get());
                    }
                    return response;
                } catch (IOException e) {
                    throw new NoResponse(request.httpRequest().host(), Optional.ofNullable(routes.current.get()), e);
                } finally {
                    routes.current.remove();
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** A request got no response; with what the SDK doesn't know of it. For the SDK, the failure that caused it. */
    static final class NoResponse extends IOException {

        private static final long serialVersionUID = 1L;

        private final String way;
        private final String advice;

        private NoResponse(String host, Optional<Routes.Sent> sent, IOException cause) {
            super(cause.getMessage(), cause);
            Optional<HttpProxy> via = sent.map(Routes.Sent::proxy);
            this.way = ProxyAdvice.way(via);
            this.advice = ProxyAdvice.toConfigure(via, host, ConnectionFault.ofConnecting(cause));
        }

        /** As {@link ProxyAdvice#way}. */
        String way() {
            return way;
        }

        /** As {@link ProxyAdvice#toConfigure}. */
        String advice() {
            return advice;
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }

    /** Where requests go, and with which login of a proxy. Remembers the request that is sent in a thread. */
    private static final class Routes extends DefaultRoutePlanner implements CredentialsProvider {

        private final @Nullable ProxySettings proxies;
        private final ThreadLocal<@Nullable Sent> current = new ThreadLocal<>();

        Routes(@Nullable ProxySettings proxies) {
            super(null);
            this.proxies = proxies;
        }

        private record Sent(HttpProxy proxy, boolean isTunnel, HttpContext context) {}

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            Optional<HttpProxy> via =
                    ProxySettings.via(proxies, target.getSchemeName(), target.getHostName(), target.getPort());
            if (via.isEmpty()) {
                return null;
            }
            current.set(new Sent(via.get(), target.getSchemeName().equals("https"), context));
            return host(via.get());
        }

        private static HttpHost host(HttpProxy proxy) {
            return new HttpHost("http", proxy.host(), proxy.port());
        }

        @Override
        public @Nullable Credentials getCredentials(AuthScope scope, HttpContext context) {
            Sent sent = current.get();
            if (sent == null || sent.proxy.username() == null || !isOf(sent.proxy, scope)) {
                return null;
            }
            String password = sent.proxy.password();
            return new UsernamePasswordCredentials(
                    sent.proxy.username(), password == null ? new char[0] : password.toCharArray());
        }

        private static boolean isOf(HttpProxy proxy, AuthScope scope) {
            return new AuthScope(host(proxy)).match(scope) >= 0;
        }

        private Optional<ProxyRefusal> refusal(SdkHttpResponse response) {
            return Optional.ofNullable(current.get())
                    .filter(Sent::isTunnel)
                    .flatMap(sent -> ProxyRefusal.of(
                            sent.proxy,
                            HttpClientContext.cast(sent.context).getSSLSession() != null,
                            response.statusCode(),
                            response.statusText().orElse(null)));
        }
    }
}
