package io.github.registryorg.remote;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** The response of a server. Holds a connection until it is closed, which reads no more of it. */
public final class RemoteResponse implements AutoCloseable {

    private final RemoteUrl url;
    private final int status;
    private final List<Header> headers;
    private final InputStream body;
    private final HttpUriRequestBase request;
    private final Runnable done;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RemoteResponse(
            RemoteUrl url,
            ClassicHttpResponse response,
            HttpUriRequestBase request,
            Watchdog watchdog,
            HostBudget host,
            Timing timing,
            Runnable done)
            throws IOException {
        this.url = url;
        this.status = response.getCode();
        this.headers = List.of(response.getHeaders());
        this.request = request;
        this.done = done;
        HttpEntity entity = response.getEntity();
        InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
        this.body = new RemoteBody(content, status, this::close, request::cancel, watchdog, host, timing);
    }

    /**
     * A response that holds the connection of its request; without it, the connection is given up.
     *
     * @param host whose time the body takes
     * @param done run once, when the response is closed
     */
    static RemoteResponse of(
            RemoteUrl url,
            ClassicHttpResponse response,
            HttpUriRequestBase request,
            Watchdog watchdog,
            HostBudget host,
            Timing timing,
            Runnable done)
            throws IOException {
        try {
            return new RemoteResponse(url, response, request, watchdog, host, timing, done);
        } catch (IOException | RuntimeException e) {
            request.cancel();
            throw e;
        }
    }

    /** The URL that responded: after redirects, not the one that was requested. */
    public RemoteUrl url() {
        return url;
    }

    public int status() {
        return status;
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers(name).findFirst();
    }

    /** All headers of that name as one, as which lists may be read (RFC 9110, 5.3); blank without any. */
    public String joined(String name) {
        return headers(name).collect(Collectors.joining(", "));
    }

    /** The size of the body by its header, in bytes; empty without one, or where two differ. */
    public OptionalLong contentLength() {
        List<String> lengths = headers(HttpHeaders.CONTENT_LENGTH).distinct().toList();
        if (lengths.size() != 1
                || !lengths.get(0).matches("\\d{1,18}")
                || header(HttpHeaders.TRANSFER_ENCODING).isPresent()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(lengths.get(0)));
    }

    /** All headers of that name, in any case. */
    public Stream<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(Header::getValue)
                .map(value -> value == null ? "" : value.strip());
    }

    /**
     * The body, as it was sent; closing it closes the response. Reading fails where the server falls silent, or is
     * slower than anything in use.
     */
    public InputStream body() {
        return body;
    }

    /** What the server says of its refusal, without what authorized the request; empty where it says nothing. */
    public Optional<String> message() {
        try {
            return message(body.readNBytes(ErrorMessage.MAX_SIZE));
        } catch (IOException e) {
            // the status is known all the same
            return Optional.empty();
        }
    }

    /** The same of a body, or its beginning, that was read before. */
    public Optional<String> message(byte[] read) {
        return ErrorMessage.of(header(HttpHeaders.CONTENT_TYPE).orElse(""), read)
                .map(this::withoutAuthorization);
    }

    private String withoutAuthorization(String text) {
        Header sent = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        return sent == null ? text : text.replace(sent.getValue().replaceFirst("^\\S+ ", ""), "…");
    }

    /** What to throw where this status is of no use. */
    public RegistryException unexpected() {
        return new RegistryException(
                RemoteFailures.status(url, status).because(message().orElse(null)));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // without this, the library would read the rest of the body first, to use the connection again
            request.cancel();
            done.run();
        }
    }
}
