package io.github.registryorg.report;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is kept where a reader has a limit: errors before warnings; what could harm people before what fails a pull, and
 * that before what is only badly written; tags, which people pull, before digests and pages. By file and line otherwise.
 */
final class Importance {

    /** What could lead people to other bytes than they trust, or give away what is secret. */
    private static final Set<ProblemCode> HARMFUL = EnumSet.of(
            ProblemCode.SECRET_FOUND,
            ProblemCode.DIGEST_INVALID,
            ProblemCode.SIZE_INVALID,
            ProblemCode.ADDRESS_FORBIDDEN,
            ProblemCode.CHANGE_FORBIDDEN,
            ProblemCode.OWNER_REQUIRED,
            ProblemCode.SIGNATURE_REQUIRED,
            ProblemCode.TAG_IMMUTABLE,
            ProblemCode.TAG_ROLLBACK,
            ProblemCode.NAME_SIMILAR,
            ProblemCode.CONTRIBUTION_TOO_LARGE,
            ProblemCode.TAG_SCRIPTABLE,
            ProblemCode.NAME_CONFLICT,
            ProblemCode.FILE_KIND_INVALID,
            ProblemCode.DIGEST_WEAK);

    /** What clients that pull would fail on. */
    private static final Set<ProblemCode> UNPULLABLE = EnumSet.of(
            ProblemCode.BLOB_UNKNOWN,
            ProblemCode.MANIFEST_BLOB_UNKNOWN,
            ProblemCode.MANIFEST_INVALID,
            ProblemCode.MANIFEST_UNKNOWN,
            ProblemCode.MEDIA_TYPE_INVALID,
            ProblemCode.STORE_INVALID,
            ProblemCode.BLOB_UNREADABLE,
            ProblemCode.DENIED,
            ProblemCode.UNAUTHORIZED,
            ProblemCode.STORE_LOCAL,
            ProblemCode.STORE_PRIVATE,
            ProblemCode.CLIENTS_FAIL,
            ProblemCode.BLOB_UNVERIFIED);

    /** The most important first. */
    static final Comparator<Problem> ORDER = Comparator.comparing(Problem::severity)
            .thenComparing(problem -> rank(problem.code()))
            .thenComparing(problem -> FindingPlace.of(problem).tag().isEmpty())
            .thenComparing(Importance::file)
            .thenComparing(Importance::line)
            .thenComparing(Problem::code)
            .thenComparing(Problem::toString);

    private Importance() {}

    private static int rank(ProblemCode code) {
        if (HARMFUL.contains(code)) {
            return 0;
        }
        return UNPULLABLE.contains(code) ? 1 : 2;
    }

    private static String file(Problem problem) {
        Location location = problem.location();
        return location == null ? "" : location.file();
    }

    private static int line(Problem problem) {
        Location location = problem.location();
        return location == null ? 0 : location.line();
    }
}
