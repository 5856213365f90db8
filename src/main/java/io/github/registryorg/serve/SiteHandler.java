package io.github.registryorg.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes each request to whom it concerns and sends what they answer.
 *
 * <p>The Host header is not checked. The check would keep a page of another site from reading this one through a name
 * that it lets point here; but all that is here is public once it is hosted, nothing can be changed, and any page may
 * read it anyway, as on every static host ({@code Access-Control-Allow-Origin}).
 */
final class SiteHandler implements HttpHandler {

    /** What we call ourselves, so that a second server can tell. */
    static final String SERVER = "registry-maven-plugin";

    private final RegistryApi registry;
    private final SitePages pages;
    private final RequestListener listener;

    SiteHandler(RegistryApi registry, SitePages pages, RequestListener listener) {
        this.registry = registry;
        this.pages = pages;
        this.listener = listener;
    }

    @Override
    public void handle(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        try (exchange) {
            Reply reply = answer(exchange, method, path);
            listener.answered(method, path, reply.status());
            reply.send(exchange);
        } catch (IOException e) {
            // as a rule a client that went away; closing the exchange tells any other that half an answer is no answer
            listener.failed(method, path, e);
        }
    }

    private Reply answer(HttpExchange exchange, String method, String rawPath) {
        Optional<RequestPath> path = RequestPath.parse(rawPath);
        boolean ofRegistry = path.map(parsed -> parsed.startsWith("v2")).orElse(rawPath.startsWith("/v2/"));
        Reply reply;
        if (method.equals("OPTIONS")) {
            reply = Reply.of(204)
                    .with("Allow", "GET, HEAD")
                    .with("Access-Control-Allow-Methods", "GET, HEAD")
                    .with("Access-Control-Allow-Headers", "Accept, Authorization, If-None-Match, If-Range, Range")
                    .with("Access-Control-Max-Age", "86400");
        } else {
            reply = content(exchange, path, ofRegistry);
        }
        if (ofRegistry) {
            reply = reply.with("Docker-Distribution-API-Version", "registry/2.0");
        }
        return reply.with("Server", SERVER)
                .with("X-Content-Type-Options", "nosniff")
                .with("Access-Control-Allow-Origin", "*")
                .with(
                        "Access-Control-Expose-Headers",
                        "Accept-Ranges, Content-Length, Content-Range, Docker-Content-Digest, ETag, Link,"
                                + " OCI-Filters-Applied");
    }

    private Reply content(HttpExchange exchange, Optional<RequestPath> path, boolean ofRegistry) {
        try {
            if (path.isEmpty()) {
                return ofRegistry ? ErrorReply.unreadablePath() : pages.notFound();
            }
            Request request = Request.of(exchange, path.get());
            return ofRegistry ? registry.answer(request) : pages.answer(request);
        } catch (RegistryException e) {
            return ErrorReply.of(e);
        } catch (IOException | RuntimeException e) {
            listener.failed(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), e);
            // not what went wrong: any page may read this, and it would name files of this machine
            return ErrorReply.broken("reading the site failed");
        }
    }
}
