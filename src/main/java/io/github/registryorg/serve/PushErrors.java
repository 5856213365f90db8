package io.github.registryorg.serve;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;

/** Why something can't be pushed, in the specification's codes, with what to do. */
final class PushErrors {

    private static final int BAD_REQUEST = 400;
    private static final int BROKEN = 500;
    private static final int UNAVAILABLE = 503;

    private PushErrors() {}

    /** All problems; the first decides the status. */
    static Response of(RegistryException refused) {
        return ErrorResponse.of(
                status(refused),
                refused.problems().stream().map(PushErrors::entry).toList());
    }

    private static ErrorResponse.Entry entry(Problem problem) {
        boolean isOurs = status(problem.code()) == BROKEN;
        return new ErrorResponse.Entry(
                code(problem.code()), ErrorResponse.message(isOurs ? withoutPlaces(problem) : problem));
    }

    /** Files and buckets of the server are nothing for clients; its log has them. */
    private static Problem withoutPlaces(Problem problem) {
        boolean isPlace = problem.subject().isEmpty() || namesPlaces(problem.subject());
        String what = namesPlaces(problem.what())
                ? "its output says why"
                : (isPlace ? "" : problem.subject() + ": ") + problem.what();
        Problem ours = Problem.of(problem.code(), "", "the server failed: " + what);
        String cause = problem.cause();
        return ours.because(cause == null || namesPlaces(cause) ? null : cause).hint(problem.hint());
    }

    private static boolean namesPlaces(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
    }

    /** Where the store does not respond, clients that may try again do. */
    private static int status(RegistryException refused) {
        int status = status(refused.problem().code());
        return status == BROKEN && ConnectionFailure.faultOf(refused).isPresent() ? UNAVAILABLE : status;
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
