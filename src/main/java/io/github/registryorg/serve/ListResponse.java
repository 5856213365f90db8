package io.github.registryorg.serve;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A list of tags or repositories, or the page of it that a client wants (distribution specification, "Listing Tags"). */
final class ListResponse {

    private static final String JSON = "application/json";

    /** Opens the JSON of the whole list. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** The whole list as a body. */
    @FunctionalInterface
    interface Whole {
        Body body() throws IOException;
    }

    private ListResponse() {}

    /**
     * The response.
     *
     * @param key of the array
     * @param content of the whole list, for a page of it
     * @throws RegistryException {@code UNSUPPORTED} if {@code n} is not a number
     */
    static Response of(Request request, String key, Whole whole, Content content) throws IOException {
        long most = request.parameter("n").map(ListResponse::count).orElse(Long.MAX_VALUE);
        String after = request.parameter("last").orElse("");
        if (most == Long.MAX_VALUE && after.isEmpty()) {
            return Response.of(200, JSON, whole.body());
        }
        ListPage page;
        try (InputStream in = content.open()) {
            page = ListPage.cut(in, key, after, most);
        }
        Response response = Response.of(200, JSON, page.json());
        return page.next()
                .map(last -> response.with(
                        "Link",
                        "<" + request.rawPath() + "?n=" + most + "&last="
                                + URLEncoder.encode(last, StandardCharsets.UTF_8) + ">; rel=\"next\""))
                .orElse(response);
    }

    private static long count(String n) {
        if (n.isEmpty() || !n.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RegistryException(
                    Problem.of(ProblemCode.UNSUPPORTED, n, "n must be a number of entries, 0 or more"));
        }
        // no list is as long as what needs more digits than a long has
        return n.length() > 18 ? Long.MAX_VALUE : Long.parseLong(n);
    }
}
