package io.github.registryorg.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;

/** Why something can't be pushed, in the specification's codes, with what to do. */
final class PushErrors {

    private static final int BAD_REQUEST = 400;
    private static final int BROKEN = 500;

    private PushErrors() {}

    /** All problems; the first decides the status. */
    static Response of(RegistryException refused) {
        ObjectNode body = Json.object();
        ArrayNode errors = body.putArray("errors");
        for (Problem problem : refused.problems()) {
            boolean isOurs = status(problem.code()) == BROKEN;
            errors.addObject()
                    .put("code", code(problem.code()))
                    .put("message", isOurs ? ErrorResponse.message(withoutPlaces(problem)) : message(problem))
                    .put("detail", isOurs ? "" : problem.subject());
        }
        return Response.of(status(refused.problem().code()), "application/json", Json.write(body));
    }

    /** Clients print the message and nothing else. */
    private static String message(Problem problem) {
        String message = ErrorResponse.message(problem);
        return problem.subject().isEmpty() || message.contains(problem.subject())
                ? message
                : problem.subject() + " " + message;
    }

    /** Files and buckets of the server are nothing for clients; its log has them. */
    private static Problem withoutPlaces(Problem problem) {
        Problem ours = namesPlaces(problem.what())
                ? Problem.of(problem.code(), "", "the server failed: its output says why")
                : Problem.of(problem.code(), "", problem.what() + " on the server");
        String cause = problem.cause();
        return ours.because(cause == null || namesPlaces(cause) ? null : cause).hint(problem.hint());
    }

    private static boolean namesPlaces(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
    }

    private static int status(ProblemCode code) {
        return switch (code) {
            case NAME_INVALID,
                    NAME_RESERVED,
                    DIGEST_INVALID,
                    SIZE_INVALID,
                    MANIFEST_INVALID,
                    MANIFEST_BLOB_UNKNOWN,
                    BLOB_UPLOAD_INVALID,
                    TAG_INVALID,
                    FRONT_MATTER_INVALID -> BAD_REQUEST;
            case DENIED, SECRET_FOUND -> 403;
            case NAME_UNKNOWN, MANIFEST_UNKNOWN, BLOB_UNKNOWN, BLOB_UPLOAD_UNKNOWN -> 404;
            case UNSUPPORTED -> 405;
            default -> BROKEN;
        };
    }

    private static String code(ProblemCode code) {
        return switch (code) {
            case NAME_RESERVED -> ProblemCode.NAME_INVALID.name();
            case TAG_INVALID, FRONT_MATTER_INVALID -> ProblemCode.MANIFEST_INVALID.name();
            case SECRET_FOUND -> ProblemCode.DENIED.name();
            default -> status(code) == BROKEN ? "UNKNOWN" : code.name();
        };
    }
}
