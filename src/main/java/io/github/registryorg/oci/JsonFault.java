package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that are not the JSON which they should be. What that means for a user is reported where they were read. */
public final class JsonFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final @Nullable String reason;
    private final @Nullable String hint;

    /**
     * @param what a clause, without a subject
     * @param reason null without one; otherwise its first line is kept
     * @param hint null for none
     */
    JsonFault(String what, @Nullable String reason, @Nullable String hint) {
        super(what);
        this.what = what;
        this.reason = reason == null ? null : reason.lines().findFirst().orElse(null);
        this.hint = hint;
    }

    /** What is wrong, a clause without a subject. */
    public String what() {
        return what;
    }

    /** The message of the parser; null without one. */
    public @Nullable String reason() {
        return reason;
    }

    /** The fault as a problem with what was read. */
    public Problem problem(ProblemCode code, String subject) {
        return Problem.of(code, subject, what).because(reason).hint(hint);
    }
}
