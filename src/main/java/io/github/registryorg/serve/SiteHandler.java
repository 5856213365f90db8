package io.github.registryorg.serve;

import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Routes each request that is for this server to the registry API or to the pages, and sends the response. */
final class SiteHandler implements HttpServerRequestHandler {

    /** The name of this server, by which a second one recognises it. */
    static final String SERVER = "registry-maven-plugin";

    private static final String READ = "GET, HEAD";

    private final RegistryEndpoint registry;
    private final PageEndpoint pages;
    private final RequestPolicy policy;
    private final Authority address;
    private final RequestListener listener;
    private final ActiveRequests active = new ActiveRequests();

    /**
     * @param policy which requests are served
     * @param address for requests that name no host
     * @param listener is called for each request
     */
    SiteHandler(
            RegistryEndpoint registry,
            PageEndpoint pages,
            RequestPolicy policy,
            Authority address,
            RequestListener listener) {
        this.registry = registry;
        this.pages = pages;
        this.policy = policy;
        this.address = address;
        this.listener = listener;
    }

    ActiveRequests active() {
        return active;
    }

    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        active.begin();
        RequestTarget target = RequestTarget.of(request);
        try {
            if ("100-continue".equalsIgnoreCase(header(request, "Expect"))) {
                // at once: if the response came first, nobody would know whether the body still comes
                trigger.sendInformation(new BasicClassicHttpResponse(100));
            }
            Response response = respond(request, target);
            listener.served(request.getMethod(), target.rawPath(), response.status());
            response.send(trigger);
        } catch (ConnectionClosedException e) {
            // the library closed it after the response, and noticed only then
            throw e;
        } catch (IOException e) {
            // usually a client that disconnected; closing the connection shows any other that the response is
            // incomplete
            listener.failed(request.getMethod(), target.rawPath(), e);
            throw e;
        } finally {
            active.end();
        }
    }

    private Response respond(ClassicHttpRequest request, RequestTarget target) {
        Optional<RequestPath> path = RequestPath.parse(target.rawPath());
        boolean ofRegistry = path.map(parsed -> parsed.startsWith("v2"))
                .orElse(target.rawPath().startsWith("/v2/"));
        Optional<Authority> authority = authority(request, target);
        Optional<String> origin = policy.allowedOrigin(header(request, "Origin"));
        Response response;
        if (authority.isEmpty()) {
            response = policy.misdirected(ofRegistry);
        } else if (request.getMethod().equals("OPTIONS")) {
            response = origin.isEmpty() ? options(ofRegistry ? registry.methods() : READ) : preflight();
        } else {
            response = content(request, target, path, authority.get(), ofRegistry);
        }
        if (ofRegistry) {
            response = response.with("Docker-Distribution-API-Version", "registry/2.0");
        }
        if (origin.isPresent()) {
            response = response.with("Access-Control-Allow-Origin", origin.get())
                    .with(
                            "Access-Control-Expose-Headers",
                            "Accept-Ranges, Content-Length, Content-Range, Docker-Content-Digest, ETag, Link,"
                                    + " OCI-Filters-Applied");
        }
        if (policy.variesByOrigin()) {
            response = response.with("Vary", "Origin");
        }
        if (!response.headers().containsKey(SitePages.POLICY)) {
            response = response.with(SitePages.POLICY, PagePolicy.INERT);
        }
        return response.with("Server", SERVER).with("X-Content-Type-Options", "nosniff");
    }

    /** The host of the request, where all that it names are ours; browsers always name one. */
    private Optional<Authority> authority(ClassicHttpRequest request, RequestTarget target) {
        List<String> names = Stream.of(target.authority(), header(request, "Host"))
                .filter(Objects::nonNull)
                .toList();
        List<Authority> served = names.stream()
                .flatMap(name -> Authority.parse(name).stream())
                .filter(policy::serves)
                .toList();
        if (served.size() < names.size()) {
            return Optional.empty();
        }
        return Optional.of(served.isEmpty() ? address : served.get(0));
    }

    private static @Nullable String header(ClassicHttpRequest request, String name) {
        Header header = request.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static Response options(String methods) {
        return Response.of(204).with("Allow", methods);
    }

    private static Response preflight() {
        return options(READ)
                .with("Access-Control-Allow-Methods", READ)
                .with("Access-Control-Allow-Headers", "Accept, Authorization, If-None-Match, If-Range, Range")
                .with("Access-Control-Max-Age", "86400");
    }

    private Response content(
            ClassicHttpRequest request,
            RequestTarget target,
            Optional<RequestPath> path,
            Authority authority,
            boolean ofRegistry) {
        try {
            if (path.isEmpty()) {
                return ofRegistry ? ErrorResponse.unreadablePath() : pages.notFound();
            }
            Request parsed = Request.of(request, target, path.get());
            return ofRegistry ? registry.respond(parsed) : pages.respond(parsed, authority);
        } catch (RegistryException e) {
            return ErrorResponse.of(e);
        } catch (IOException | RuntimeException e) {
            listener.failed(request.getMethod(), target.rawPath(), e);
            // not what went wrong: it would name files of this machine
            boolean reads =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            return ErrorResponse.broken(reads ? "reading the site failed" : "the server failed: its output says why");
        }
    }
}
