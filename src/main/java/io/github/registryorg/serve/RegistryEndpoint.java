package io.github.registryorg.serve;

import java.io.IOException;

/** Responds to the requests under {@code /v2}. */
interface RegistryEndpoint {

    /** The methods that it knows, as {@code Allow} lists them. */
    String methods();

    /**
     * The response to one request.
     *
     * @throws io.github.registryorg.problem.RegistryException with one of the specification's codes, for
     *     {@link ErrorResponse}
     */
    Response respond(Request request) throws IOException;
}
