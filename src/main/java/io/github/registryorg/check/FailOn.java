package io.github.registryorg.check;

import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which findings fail a validation. */
public enum FailOn {
    /** Errors only. */
    ERROR,
    /** Warnings too. */
    WARNING,
    /** None: they are only reported. */
    NEVER;

    /**
     * As users write it.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} for anything else
     */
    public static FailOn parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID, "registry.failOn", "\"" + text + "\" is not a value")
                        .hint("Set it to one of "
                                + Arrays.stream(values()).map(FailOn::word).collect(Collectors.joining(", "))
                                + ".")));
    }

    /** As users write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a validation with this outcome fails. */
    public boolean fails(ValidateResult result) {
        return switch (this) {
            case ERROR -> !result.errors().isEmpty();
            case WARNING -> !result.errors().isEmpty() || !result.warnings().isEmpty();
            case NEVER -> false;
        };
    }

    /**
     * Does nothing where it does not fail.
     *
     * @throws RegistryException {@code METADATA_INVALID}, with the number of errors, or of warnings if there are no errors
     */
    public void orThrow(ValidateResult result) {
        if (fails(result)) {
            boolean hasErrors = !result.errors().isEmpty();
            throw new RegistryException(Problem.of(
                    ProblemCode.METADATA_INVALID,
                    "",
                    "the metadata has "
                            + (hasErrors
                                    ? Count.of(result.errors().size(), "error")
                                    : Count.of(result.warnings().size(), "warning") + ", and registry.failOn is "
                                            + word())));
        }
    }
}
