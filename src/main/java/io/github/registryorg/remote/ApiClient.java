package io.github.registryorg.remote;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.net.RetryAfter;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * JSON to and from a server that the user has named, with a token that is for it. Follows no redirect, so that the token
 * goes nowhere else. Waits as long as the server requests, if that is not too long.
 */
public final class ApiClient implements AutoCloseable {

    private static final int TRIES = 4;
    private static final int MAX_SIZE = 16 * 1024 * 1024;
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    /** GitHub's documentation wants a minute at least, and more each time. */
    private static final Duration SECONDARY_WAIT = Duration.ofMinutes(1);

    private static final Pattern SECONDARY_LIMIT =
            Pattern.compile("(?i)secondary[ -]rate[ -]limit|abuse detection mechanism|#abuse-rate-limits");
    /** For all requests of a run, waits between tries and pages of lists included. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);
    /** The user has named the server, wherever in their network it is. */
    private static final TrustingResolver USERS_OWN = new TrustingResolver(InetAddress::getAllByName);

    private final @Nullable ProxySettings proxies;
    private final Timing timing;
    private final RetryPolicy retries;
    private final RoutedClients clients;
    private final Watchdog watchdog = new Watchdog();
    private Duration left;

    /** @param proxies null for none */
    public ApiClient(@Nullable ProxySettings proxies) {
        this(proxies, Timing.STANDARD, MAX_DURATION);
    }

    /** @param longest for all requests together */
    ApiClient(@Nullable ProxySettings proxies, Timing timing, Duration longest) {
        this.proxies = proxies;
        this.clients = new RoutedClients(timing, Connections.DEFAULT, SSLContext::getDefault, USERS_OWN, USERS_OWN);
        this.timing = timing;
        this.retries = new RetryPolicy(timing);
        this.left = longest;
    }

    /**
     * The response of a server.
     *
     * @param status of the response
     * @param json its body; a missing node where there was none, or no JSON
     * @param headers lower case
     */
    public record Response(int status, JsonNode json, Map<String, String> headers) {

        public boolean isGood() {
            return status / 100 == 2;
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** The server's message of the error; empty without one. */
        public String message() {
            String message = text(json.path("message"));
            StringBuilder all = new StringBuilder(message.isEmpty() ? text(json.path("error")) : message);
            json.path("errors").forEach(error -> {
                String more = error.isTextual() ? error.textValue() : described(error);
                all.append(all.isEmpty() || more.isEmpty() ? "" : "; ").append(more);
            });
            return all.toString();
        }

        /** GitHub says of most of its codes only which field has it, such as {@code base: invalid}. */
        private static String described(JsonNode error) {
            String message = text(error.path("message"));
            return message.isEmpty() && error.has("code")
                    ? (text(error.path("field")) + ": " + text(error.path("code"))).replaceFirst("^: ", "")
                    : message;
        }

        private static String text(JsonNode node) {
            return node.isTextual() ? node.textValue() : node.isMissingNode() ? "" : node.toString();
        }
    }

    /**
     * Sends a request that does no harm when it is sent twice.
     *
     * @param headers the authorization among them
     * @param body null for none
     * @throws RegistryException {@code IO_FAILED} where no response came in time, or the server wants a retry much
     *     later
     */
    public Response send(String method, RemoteUrl url, Map<String, String> headers, @Nullable JsonNode body) {
        for (int tried = 1; ; tried++) {
            Duration wait;
            try {
                Response response = once(method, url, headers, body);
                boolean limited = isLimited(response);
                if (!limited && !RetryPolicy.mayPass(response.status())) {
                    return response;
                }
                wait = limited ? requestedWait(response, tried) : retries.wait(tried, response.header("retry-after"));
                if (limited && wait.compareTo(MAX_WAIT) > 0) {
                    throw limited(url, response, wait);
                }
                if (tried == TRIES || wait.compareTo(left) > 0) {
                    if (limited) {
                        throw limited(url, response, wait);
                    }
                    return response;
                }
            } catch (IOException e) {
                if (tried == TRIES || isSpent() || !RetryPolicy.mayPass(e)) {
                    throw RemoteFailures.exception(url, ProxySettings.via(proxies, url), e);
                }
                wait = retries.wait(tried, Optional.empty());
            }
            pause(url, wait);
        }
    }

    /** GitHub sends 403 too where it means 429; for its secondary limit, with requests of the primary one left. */
    private static boolean isLimited(Response response) {
        return response.status() == 429
                || response.status() == 403
                        && (response.header("retry-after").isPresent()
                                || response.header("x-ratelimit-remaining")
                                        .filter("0"::equals)
                                        .isPresent()
                                || isSecondary(response));
    }

    /** No header has it: only the words of the message, and the address of its documentation. */
    private static boolean isSecondary(Response response) {
        return (response.status() == 403 || response.status() == 429)
                && SECONDARY_LIMIT
                        .matcher(response.message() + " "
                                + response.json().path("documentation_url").asText(""))
                        .find();
    }

    private Duration requestedWait(Response response, int tried) {
        Optional<String> retryAfter = response.header("retry-after");
        Optional<String> reset = response.header("x-ratelimit-reset").filter(text -> text.matches("\\d{1,12}"));
        boolean isUsedUp = response.header("x-ratelimit-remaining").orElse("0").equals("0");
        if (retryAfter.isEmpty() && reset.isPresent() && isUsedUp) {
            long seconds =
                    Long.parseLong(reset.get()) - timing.clock().instant().getEpochSecond();
            return Duration.ofSeconds(Math.max(1, seconds));
        }
        if (retryAfter.isEmpty() && isSecondary(response)) {
            return SECONDARY_WAIT.multipliedBy(1L << (tried - 1));
        }
        return retryAfter.flatMap(RetryAfter::seconds).orElseGet(() -> retries.wait(tried, retryAfter));
    }

    private static RegistryException limited(RemoteUrl url, Response response, Duration wait) {
        return new RegistryException(Problem.of(
                        ProblemCode.IO_FAILED,
                        url.toString(),
                        "the server limits the rate of requests (" + response.status() + ")")
                .hint("Run the same command again in " + Math.max(1, wait.toMinutes()) + " minutes."));
    }

    private boolean isSpent() {
        return left.isNegative() || left.isZero();
    }

    private void pause(RemoteUrl url, Duration wait) {
        left = left.minus(wait);
        try {
            timing.pause().sleep(wait);
        } catch (InterruptedException e) {
            throw new RunInterruptedException(url.toString(), "the run was stopped", e);
        }
    }

    private Response once(String method, RemoteUrl url, Map<String, String> headers, @Nullable JsonNode body)
            throws IOException {
        HttpHost host = new HttpHost(url.scheme(), url.host(), url.port());
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create("/"));
        request.setScheme(host.getSchemeName());
        request.setAuthority(new URIAuthority(host));
        request.setPath(url.target());
        headers.forEach(request::setHeader);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(Json.write(body), ContentType.APPLICATION_JSON));
        }
        if (isSpent()) {
            throw RemoteFailures.tooSlow("the server takes too long for all requests together", null);
        }
        Optional<HttpProxy> via = ProxySettings.via(proxies, url);
        long start = System.nanoTime();
        Duration limit = left.compareTo(timing.exchange()) < 0 ? left : timing.exchange();
        Watchdog.Guard guard = watchdog.guard(limit, request::cancel);
        try (guard;
                ClassicHttpResponse response = ServerResponse.open(clients.client(via), via, host, request)) {
            Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Header header : response.getHeaders()) {
                received.putIfAbsent(header.getName(), header.getValue());
            }
            return new Response(response.getCode(), json(response, request), received);
        } catch (IOException | IllegalStateException e) {
            // the library has a state of its own for a request that is cancelled while it connects
            if (guard.isTooLate()) {
                throw RemoteFailures.tooSlow("the server takes too long to respond", e);
            }
            throw e;
        } finally {
            left = left.minusNanos(System.nanoTime() - start);
        }
    }

    private static JsonNode json(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
        if (response.getEntity() == null) {
            return JsonNodeFactory.instance.missingNode();
        }
        try (InputStream in = response.getEntity().getContent()) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                // without this, the library would read the rest first, to use the connection again
                request.cancel();
                throw new ConnectionFailure(
                        ConnectionFault.TOO_LARGE, "the response has more than " + MAX_SIZE + " bytes", null);
            }
            return value(content);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /** Leniently, since nothing is signed by it: a title may have half a surrogate pair. */
    private static JsonNode value(byte[] content) throws IOException {
        try (JsonParser parser = Json.parser(new ByteArrayInputStream(content))) {
            boolean isEmpty = parser.nextToken() == null;
            JsonNode value = isEmpty ? JsonNodeFactory.instance.missingNode() : Json.value(parser);
            return parser.nextToken() == null ? value : JsonNodeFactory.instance.missingNode();
        }
    }

    @Override
    public void close() {
        watchdog.close();
        clients.close();
    }
}
