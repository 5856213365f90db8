package io.github.registryorg.report;

import io.github.registryorg.problem.Problem;

/** A finding in parts, where its code and file are elsewhere. */
final class FindingText {

    private FindingText() {}

    /** {@code subject: what: cause.}; without a subject that is just the file. */
    static String statement(Problem problem) {
        StringBuilder text = new StringBuilder();
        boolean isFile = problem.location() != null && problem.location().file().equals(problem.subject());
        if (!problem.subject().isEmpty() && !isFile) {
            text.append(problem.subject()).append(": ");
        }
        text.append(problem.what());
        if (problem.cause() != null) {
            text.append(": ").append(problem.cause());
        }
        return text.charAt(text.length() - 1) == '.'
                ? text.toString()
                : text.append('.').toString();
    }

    /** With what to do. */
    static String whole(Problem problem) {
        return problem.hint() == null ? statement(problem) : statement(problem) + " " + problem.hint();
    }
}
