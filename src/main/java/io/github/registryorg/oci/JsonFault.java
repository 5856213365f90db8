package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes that are not the JSON which they should be. What that means for a user is reported where they were read. */
public final class JsonFault extends IOException {

    private static final long serialVersionUID = 1L;

    /** As in "(64, from `StreamReadConstraints.getMaxNestingDepth()`)", and the source, which is not shown. */
    private static final Pattern OPTIONS = Pattern.compile(", from `[^`]*`"
            + "|: enable `[^`]*` to allow"
            + "| \\(not recognized as one since Feature '[^']*' not enabled for parser\\)"
            + "|Source: REDACTED \\([^)]*\\); ");

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

    /** What the parser found: its message, without the names of options of its own that would allow it. */
    static JsonFault of(String what, @Nullable JsonLocation place, JsonProcessingException found) {
        return new JsonFault(
                place == null ? what : what + " (line " + place.getLineNr() + ")",
                OPTIONS.matcher(found.getOriginalMessage()).replaceAll(""),
                null);
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
