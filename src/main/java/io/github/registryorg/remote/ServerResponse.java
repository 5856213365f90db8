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

    private ServerResponse() {}

    /**
     * Sends a request and reads the head of its response.
     *
     * @param via the proxy of the client; empty for none
     * @throws ProxyRefusal where the proxy has decided not to connect
     */
    static ClassicHttpResponse open(
            CloseableHttpClient client, Optional<HttpProxy> via, HttpHost target, HttpUriRequestBase request)
            throws IOException {
        HttpClientContext context = HttpClientContext.create();
        ClassicHttpResponse response = client.executeOpen(target, request, context);
        Optional<ProxyRefusal> refusal = via.filter(
                        proxy -> target.getSchemeName().equals("https"))
                .flatMap(proxy -> ProxyRefusal.of(
                        proxy, context.getSSLSession() != null, response.getCode(), response.getReasonPhrase()));
        if (refusal.isEmpty()) {
            return response;
        }
        try (response) {
            throw refusal.get();
        }
    }
}
