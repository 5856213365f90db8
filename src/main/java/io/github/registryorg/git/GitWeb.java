package io.github.registryorg.git;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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

    /** Bytes at whose beginning a server lists what it can do. */
    private static final int CAPABILITIES = 4_096;

    private final GitAddress address;
    private final @Nullable ProxySettings proxies;
    private volatile int status;
    private volatile @Nullable String retryAfter;
    private volatile boolean isOfSha256;

    /** @param proxies null for none */
    GitWeb(GitAddress address, @Nullable ProxySettings proxies) {
        this.address = address;
        this.proxies = proxies;
    }

    /** The status of the last response that was a failure; 0 where there was none. */
    int failure() {
        return status >= BAD_REQUEST ? status : 0;
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the server has said that its objects have sha256: it ends the connection when the library asks on. */
    boolean isOfSha256() {
        return isOfSha256;
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
            return new FilterInputStream(super.getInputStream()) {
                private final ByteArrayOutputStream begin = new ByteArrayOutputStream();

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = in.read(buffer, offset, length);
                    if (count > 0 && begin.size() < CAPABILITIES) {
                        begin.write(buffer, offset, count);
                        isOfSha256 = isOfSha256
                                || begin.toString(StandardCharsets.ISO_8859_1).contains("object-format=sha256");
                    }
                    return count;
                }
            };
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
