package io.github.registryorg.report;

import io.github.registryorg.problem.ProblemCode;
import java.util.Locale;

/** Where the documentation says what a code means, why it is a problem and how to fix it. */
public final class CodePage {

    /** The page of all codes. */
    public static final String URL =
            "https://github.com/registry-org/registry-maven-plugin/blob/main/src/site/markdown/problems.md";

    private CodePage() {}

    /** The section of one. */
    static String of(ProblemCode code) {
        return URL + "#" + code.name().toLowerCase(Locale.ROOT);
    }
}
