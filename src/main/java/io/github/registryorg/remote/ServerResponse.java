package io.github.registryorg.remote;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxyRefusal;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/** The response of the server that was asked, and not of a proxy on the way there. */
final class ServerResponse {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private ServerResponse() {}

    /**
     * Sends a request and reads the head of its response. The library returns a proxy's refusal to connect as if it were
     * the server's response, but such an exchange has had no TLS.
     *
     * @param via the proxy of the client; empty for none
     * @throws ProxyRefusal where the proxy has decided not to connect
     */
    static ClassicHttpResponse open(
            CloseableHttpClient client, Optional<HttpProxy> via, HttpHost target, HttpUriRequestBase request)
            throws IOException {
        HttpClientContext context = HttpClientContext.create();
        ClassicHttpResponse response = client.executeOpen(target, request, context);
        boolean isProxys = target.getSchemeName().equals("https") && context.getSSLSession() == null;
        int status = response.getCode();
        if (via.isEmpty() || !isProxys || status < BAD_REQUEST || status >= SERVER_ERROR) {
            return response;
        }
        try (response) {
            throw new ProxyRefusal(via.get(), status, response.getReasonPhrase());
        }
    }
}
