package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which findings fail a validation. */
class FailOnTest {

    private static ValidateResult result(int errors, int warnings) {
        Problem error = Problem.of(ProblemCode.TAG_INVALID, "x", "is not a tag");
        Problem warning = Problem.of(ProblemCode.KEY_UNKNOWN, "x", "is not a key");
        return new ValidateResult(
                1,
                2,
                3,
                Collections.nCopies(errors, error),
                Collections.nCopies(warnings, warning),
                0,
                0,
                List.of(),
                List.of(),
                BlobCounts.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "error, 2, 1, the metadata has 2 errors",
        "warning, 2, 1, the metadata has 2 errors",
        "warning, 0, 1, 'the metadata has 1 warning, and registry.failOn is warning'"
    })
    void findings_thatCount_fail(String failOn, int errors, int warnings, String what) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> FailOn.parse(failOn).orThrow(result(errors, warnings)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.METADATA_INVALID))
                .satisfies(e -> assertThat(e.problem().what()).isEqualTo(what));
    }

    @ParameterizedTest
    @CsvSource({"error, 0, 2", "warning, 0, 0", "never, 2, 2"})
    void findings_thatDoNotCount_pass(String failOn, int errors, int warnings) {
        assertThatCode(() -> FailOn.parse(failOn).orThrow(result(errors, warnings)))
                .doesNotThrowAnyException();
    }

    @Test
    void value_unknown_isReportedWithThoseThatAreKnown() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> FailOn.parse("all"))
                .withMessage("CONFIGURATION_INVALID registry.failOn: \"all\" is not a value."
                        + " Set it to one of error, warning, never.");
    }
}
