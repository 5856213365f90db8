package io.github.registryorg.git;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one git server and nowhere else, through the proxy where there is one. Remembers the server's response
 * last, since the library's exceptions have it only in their messages.
 */
final class GitWeb implements HttpConnectionFactory {

    private static final int BAD_REQUEST = 400;

    private final GitAddress address;
    private final Advertisement advertisement;
    private final @Nullable ProxySettings proxies;
    private volatile int status;
    private volatile @Nullable String retryAfter;

    /**
     * @param advertisement watches the responses
     * @param proxies null for none
     */
    GitWeb(GitAddress address, Advertisement advertisement, @Nullable ProxySettings proxies) {
        this.address = address;
        this.advertisement = advertisement;
        this.proxies = proxies;
    }

    /** The status of the last response that was a failure; 0 where there was none. */
    int failure() {
        return status >= BAD_REQUEST ? status : 0;
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    void forget() {
        status = 0;
        retryAfter = null;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        boolean same = url.getProtocol().equals(address.scheme())
                && url.getHost().toLowerCase(Locale.ROOT).equals(address.host())
                && url.getPort() == address.port();
        if (!same) {
            throw new OtherServer(url);
        }
        return new Remembering(
                url,
                via().map(via -> InetSocketAddress.createUnresolved(via.host(), via.port()))
                        .map(via -> new Proxy(Proxy.Type.HTTP, via))
                        .orElse(Proxy.NO_PROXY));
    }

    /** The proxy that the server is reached through; empty for none. */
    Optional<HttpProxy> via() {
        return ProxySettings.via(proxies, address.scheme(), address.host(), address.port());
    }

    /** Java's own choice of a proxy has fewer sources. */
    @Override
    public HttpConnection create(URL url, Proxy ignored) throws IOException {
        return create(url);
    }

    /** A server redirects to another one, which is not followed: that one would get the login. */
    static final class OtherServer extends IOException {

        private static final long serialVersionUID = 1L;

        private OtherServer(URL url) {
            super("it redirects to another server, " + url.getProtocol() + "://" + url.getHost());
        }
    }

    private final class Remembering extends JDKHttpConnection {

        Remembering(URL url, Proxy by) throws IOException {
            super(url, by);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return advertisement.watch(super.getInputStream());
        }

        @Override
        public int getResponseCode() throws IOException {
            int code = super.getResponseCode();
            status = code;
            retryAfter = getHeaderField("Retry-After");
            return code;
        }
    }
}
