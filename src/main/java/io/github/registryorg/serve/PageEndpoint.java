package io.github.registryorg.serve;

import java.io.IOException;

/** Responds to the requests outside {@code /v2}. */
interface PageEndpoint {

    /** @param address that the reader used */
    Response respond(Request request, Authority address) throws IOException;

    /** For a path that can name nothing. */
    Response notFound() throws IOException;
}
