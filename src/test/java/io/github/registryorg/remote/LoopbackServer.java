package io.github.registryorg.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A web server on 127.0.0.1 that responds as the test sets it, and remembers the requests. */
public final class LoopbackServer implements AutoCloseable {

    /** How it responds to one request; the exchange is closed afterwards. */
    @FunctionalInterface
    public interface Responder {
        void give(HttpExchange exchange) throws IOException;
    }

    static {
        // otherwise each response waits for the reader's acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<HttpExchange> exchanges = new CopyOnWriteArrayList<>();

    private LoopbackServer(HttpServer server, Responder responder) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchanges.add(exchange);
            try (exchange) {
                responder.give(exchange);
            }
        });
        server.start();
    }

    public static LoopbackServer start(Responder responder) {
        try {
            return new LoopbackServer(HttpServer.create(anyPort(), 0), responder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static LoopbackServer startTls(SSLContext tls, Responder responder) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new LoopbackServer(server, responder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Sends this status and no body for every request. */
    public static Responder status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Redirects every request. */
    public static Responder redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Sends these bytes; for HEAD, their number. */
    public static void send(HttpExchange exchange, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** {@code http://127.0.0.1:port} with that path. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Method and target of each request so far. */
    public List<String> requests() {
        return requests;
    }

    List<HttpExchange> exchanges() {
        return exchanges;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
