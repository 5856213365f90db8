package io.github.registryorg.remote;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Sets up Apache's client so that it does one request at a time and nothing of its own accord. */
final class HttpClients {

    private static final int MAX_HEADER_LINE_LENGTH = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxHeaderCount(MAX_HEADERS)
            .setMaxLineLength(MAX_HEADER_LINE_LENGTH)
            .build();
    private static final String USER_AGENT = "registry-maven-plugin/"
            + Optional.ofNullable(HttpClients.class.getPackage().getImplementationVersion())
                    .orElse("unknown");

    static {
        WireLog.silence();
    }

    /** The trust settings of TLS; created late, since they are read from files that the system properties name. */
    @FunctionalInterface
    interface TlsSource {
        SSLContext get() throws GeneralSecurityException;
    }

    private final Timing timing;
    private final Connections connections;
    private final SSLContext tls;

    private HttpClients(Timing timing, Connections connections, SSLContext tls) {
        this.timing = timing;
        this.connections = connections;
        this.tls = tls;
    }

    /**
     * Sets clients up.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the trust store can't be read
     */
    static HttpClients of(Timing timing, Connections connections, TlsSource tls) {
        try {
            return new HttpClients(timing, connections, tls.get());
        } catch (GeneralSecurityException e) {
            throw new RegistryException(
                    Problem.of(
                                    ProblemCode.CONFIGURATION_INVALID,
                                    "javax.net.ssl.trustStore",
                                    "TLS can't be set up as the system properties require")
                            .because(Causes.message(Causes.root(e)))
                            .hint("Check javax.net.ssl.trustStore, and its password and type."),
                    e);
        }
    }

    /** A client that connects to the addresses of the resolver. */
    CloseableHttpClient direct(DnsResolver resolver) {
        return builder(resolver).build();
    }

    /** A client that connects to nothing but the proxy, wherever in the operator's network that is. */
    CloseableHttpClient through(HttpProxy proxy, DnsResolver resolver) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        HttpClientBuilder builder = builder(resolver).setProxy(host);
        if (proxy.username() != null) {
            String password = proxy.password();
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host),
                    new UsernamePasswordCredentials(
                            proxy.username(), password == null ? new char[0] : password.toCharArray()));
            builder.setDefaultCredentialsProvider(credentials).setDefaultRequestConfig(requests(true));
        }
        return builder.build();
    }

    private HttpClientBuilder builder(DnsResolver resolver) {
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setTlsSocketStrategy(
                                new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HEADS)
                                // not the configuration that it is given, which is the default
                                .responseParserFactory(given -> new WholeHeadParser(HEADS))
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(timing.connect()))
                                .setSocketTimeout(Timeout.of(timing.response()))
                                // some servers close connections without a word: each is looked at before it is used
                                // again
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .setMaxConnPerRoute(connections.most())
                        .setMaxConnTotal(Connections.MAX)
                        .build())
                .setDefaultRequestConfig(requests(false))
                .setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling();
    }

    private RequestConfig requests(boolean login) {
        return RequestConfig.custom()
                .setResponseTimeout(Timeout.of(timing.response()))
                .setConnectionRequestTimeout(Timeout.of(timing.exchange()))
                .setAuthenticationEnabled(login)
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
