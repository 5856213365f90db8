package io.github.registryorg.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.List;

/**
 * Errors as clients of a registry read them (distribution specification, "Error Codes"). They have no {@code detail}: some
 * clients print it behind the message, even an empty one, and others drop it, so that the message has all of it.
 */
final class ErrorResponse {

    private static final String JSON = "application/json";

    private ErrorResponse() {}

    /** One error of a response. */
    record Entry(String code, String message) {}

    /** What a request did wrong, or asked for in vain. Anything else that is thrown is our fault: 500. */
    static Response of(RegistryException refused) {
        Problem problem = refused.problem();
        return switch (problem.code()) {
            case NAME_INVALID, DIGEST_INVALID, UNSUPPORTED -> of(400, problem);
            case NAME_UNKNOWN, MANIFEST_UNKNOWN, BLOB_UNKNOWN -> of(404, problem);
            default -> broken(problem.what());
        };
    }

    /** A problem whose code is one of the specification's. */
    static Response of(int status, Problem problem) {
        return of(status, List.of(new Entry(problem.code().name(), message(problem))));
    }

    /** What people read of a problem. Clients print it and maybe the code, so that it names what it is about. */
    static String message(Problem problem) {
        StringBuilder message = new StringBuilder();
        if (!problem.what().contains(problem.subject())) {
            message.append(problem.subject()).append(": ");
        }
        message.append(problem.what());
        if (problem.cause() != null) {
            message.append(": ").append(problem.cause());
        }
        if (problem.hint() != null) {
            message.append(". ").append(problem.hint());
        }
        return message.toString();
    }

    /** A path that can't be the name of anything, in whatever encoding. */
    static Response unreadablePath() {
        return of(400, List.of(new Entry("NAME_INVALID", "the path holds no name")));
    }

    /** Our fault. The specification has no code for it, and lets clients treat unknown ones as UNKNOWN. */
    static Response broken(String message) {
        return of(500, List.of(new Entry("UNKNOWN", message)));
    }

    /**
     * Several errors.
     *
     * @param errors at least one; the first is the reason where the status is one of the server's failures: skopeo, podman
     *     and docker read no body of those
     */
    static Response of(int status, List<Entry> errors) {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("errors");
        errors.forEach(error -> array.addObject().put("code", error.code()).put("message", error.message()));
        Response response = Response.of(status, JSON, Json.write(body));
        return status < 500 ? response : response.because(errors.get(0).message());
    }
}
