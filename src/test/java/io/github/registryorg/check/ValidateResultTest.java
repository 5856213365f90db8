package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said at the end of a validation, and whether it fails. */
class ValidateResultTest {

    private static ValidateResult result(long files, int errors, int warnings) {
        Problem problem = Problem.of(ProblemCode.TAG_INVALID, "x", "is not a tag");
        return new ValidateResult(
                1,
                2,
                3,
                Collections.nCopies(errors, problem),
                Collections.nCopies(warnings, problem),
                0,
                files,
                List.of());
    }

    @Test
    void summary_ofARegistry_hasWhatWasLookedAt() {
        assertThat(result(0, 1, 2).summary())
                .isEqualTo("Checked 1 repository with 2 tags and 3 blobs: 1 error, 2 warnings.");
    }

    @Test
    void summary_ofAContribution_beginsWithItsFiles() {
        assertThat(result(1, 0, 0).summary())
                .isEqualTo("1 file changed. Checked 1 repository with 2 tags and 3 blobs: 0 errors, 0 warnings.");
    }

    @Test
    void result_withErrors_fails() {
        result(0, 0, 2).orThrow();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> result(0, 2, 0).orThrow())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.METADATA_INVALID))
                .satisfies(e -> assertThat(e.problem().what()).isEqualTo("the metadata has 2 errors"));
    }
}
