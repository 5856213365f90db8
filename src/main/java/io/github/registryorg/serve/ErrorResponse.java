package io.github.registryorg.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;

/** Errors as clients of a registry read them (distribution specification, "Error Codes"). */
final class ErrorResponse {

    private static final String JSON = "application/json";

    private ErrorResponse() {}

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
        return of(status, problem.code().name(), message(problem), problem.subject());
    }

    /** What people read of a problem. */
    static String message(Problem problem) {
        StringBuilder message = new StringBuilder(problem.what());
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
        return of(400, "NAME_INVALID", "the path holds no name", "");
    }

    /** Our fault. The specification has no code for it, and lets clients treat unknown ones as UNKNOWN. */
    static Response broken(String message) {
        return of(500, "UNKNOWN", message, "");
    }

    private static Response of(int status, String code, String message, String detail) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message)
                .put("detail", detail);
        return Response.of(status, JSON, Json.write(body));
    }
}
