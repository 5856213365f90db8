package io.github.registryorg.serve;

import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Takes each request to whom it concerns and sends what they answer.
 *
 * <p>The Host header is not compared. That would keep a page of another site from reading this one through a name that
 * it lets point here; but all that is here is public once it is hosted, nothing can be changed, and any page may read it
 * anyway, as on every static host ({@code Access-Control-Allow-Origin}).
 */
final class SiteHandler implements HttpServerRequestHandler {

    /** What we call ourselves, so that a second server can tell. */
    static final String SERVER = "registry-maven-plugin";

    private final RegistryApi registry;
    private final SitePages pages;
    private final RequestListener listener;
    private final UnderWay underWay = new UnderWay();

    SiteHandler(RegistryApi registry, SitePages pages, RequestListener listener) {
        this.registry = registry;
        this.pages = pages;
        this.listener = listener;
    }

    UnderWay underWay() {
        return underWay;
    }

    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        underWay.begin();
        RequestTarget target = RequestTarget.of(request);
        try {
            Reply reply = answer(request, target);
            listener.answered(request.getMethod(), target.rawPath(), reply.status());
            reply.send(trigger);
        } catch (ConnectionClosedException e) {
            // the library closed it after the answer, and noticed only then
            throw e;
        } catch (IOException e) {
            // as a rule a client that went away; closing the connection tells any other that half an answer is none
            listener.failed(request.getMethod(), target.rawPath(), e);
            throw e;
        } finally {
            underWay.end();
        }
    }

    private Reply answer(ClassicHttpRequest request, RequestTarget target) {
        Optional<RequestPath> path = RequestPath.parse(target.rawPath());
        boolean ofRegistry = path.map(parsed -> parsed.startsWith("v2"))
                .orElse(target.rawPath().startsWith("/v2/"));
        Reply reply;
        if (request.getMethod().equals("OPTIONS")) {
            reply = Reply.of(204)
                    .with("Allow", "GET, HEAD")
                    .with("Access-Control-Allow-Methods", "GET, HEAD")
                    .with("Access-Control-Allow-Headers", "Accept, Authorization, If-None-Match, If-Range, Range")
                    .with("Access-Control-Max-Age", "86400");
        } else {
            reply = content(request, target, path, ofRegistry);
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

    private Reply content(
            ClassicHttpRequest request, RequestTarget target, Optional<RequestPath> path, boolean ofRegistry) {
        try {
            if (path.isEmpty()) {
                return ofRegistry ? ErrorReply.unreadablePath() : pages.notFound();
            }
            Request parsed = Request.of(request, target, path.get());
            return ofRegistry ? registry.answer(parsed) : pages.answer(parsed);
        } catch (RegistryException e) {
            return ErrorReply.of(e);
        } catch (IOException | RuntimeException e) {
            listener.failed(request.getMethod(), target.rawPath(), e);
            // not what went wrong: any page may read this, and it would name files of this machine
            return ErrorReply.broken("reading the site failed");
        }
    }
}
