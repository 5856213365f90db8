package io.github.registryorg.serve;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * A request of a client.
 *
 * @param method as sent
 * @param path decoded
 * @param rawPath as sent, without the query
 * @param rawQuery as sent, without the question mark; empty where there is none
 * @param headers the first value of each; names in any case
 * @param body to be read once, or not at all
 */
record Request(
        String method,
        RequestPath path,
        String rawPath,
        String rawQuery,
        Map<String, String> headers,
        InputStream body) {

    static Request of(ClassicHttpRequest request, RequestTarget target, RequestPath path) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : request.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        HttpEntity entity = request.getEntity();
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new Request(request.getMethod(), path, target.rawPath(), target.rawQuery(), headers, body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * The first value of a query parameter, decoded. A plus is a plus, as in every URI (RFC 3986); only forms have it for a
     * blank.
     *
     * @throws RegistryException {@code UNSUPPORTED} if it can't be decoded
     */
    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** The same, all values. */
    List<String> parameters(String name) {
        List<String> values = new ArrayList<>();
        for (String pair : rawQuery.split("&")) {
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                String raw = pair.substring(name.length() + 1);
                try {
                    values.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new RegistryException(Problem.of(
                                    ProblemCode.UNSUPPORTED, name, "the query's value \"" + raw + "\" is not encoded")
                            .hint("Write a percent sign as %25."));
                }
            }
        }
        return values;
    }
}
