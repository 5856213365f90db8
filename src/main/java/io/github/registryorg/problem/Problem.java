package io.github.registryorg.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, described so that a user can act on it.
 *
 * @param code what kind of thing
 * @param subject with what: a repository, a reference, a file; empty where the message is complete without
 * @param what what is wrong, a clause without a full stop
 * @param cause why, in the words of a server, program or library; null where it is not known
 * @param hint what to do next, one or more sentences; null where nothing can be done
 * @param location where it is in the files; null where it is in none
 */
public record Problem(
        ProblemCode code,
        String subject,
        String what,
        @Nullable String cause,
        @Nullable String hint,
        @Nullable Location location) {

    public Problem {
        Objects.requireNonNull(code, "code");
        subject = PrintableText.of(Objects.requireNonNull(subject, "subject"));
        what = PrintableText.of(Objects.requireNonNull(what, "what"));
        cause = cause == null ? null : PrintableText.of(cause);
        hint = hint == null ? null : PrintableText.of(hint);
    }

    public static Problem of(ProblemCode code, String subject, String what) {
        return new Problem(code, subject, what, null, null, null);
    }

    /** The same as another kind of problem. */
    public Problem as(ProblemCode newCode) {
        return new Problem(newCode, subject, what, cause, hint, location);
    }

    public Problem because(@Nullable String newCause) {
        return new Problem(code, subject, what, newCause, hint, location);
    }

    public Problem hint(@Nullable String newHint) {
        return new Problem(code, subject, what, cause, newHint, location);
    }

    public Problem at(Location newLocation) {
        return new Problem(code, subject, what, cause, hint, newLocation);
    }

    public Problem at(String file) {
        return at(Location.of(file));
    }

    public Problem about(String newSubject) {
        return new Problem(code, newSubject, what, cause, hint, location);
    }

    public Severity severity() {
        return code.severity();
    }

    /** The one way in which problems are printed: {@code CODE subject: what: cause. Hint. [file:line]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code.name()).append(' ');
        if (!subject.isEmpty()) {
            text.append(subject).append(": ");
        }
        text.append(what);
        if (cause != null) {
            text.append(": ").append(cause);
        }
        if (text.charAt(text.length() - 1) != '.') {
            text.append('.');
        }
        if (hint != null) {
            text.append(' ').append(hint);
        }
        if (location != null) {
            text.append(" [").append(location).append(']');
        }
        return text.toString();
    }
}
