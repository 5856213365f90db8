package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said at the end of a validation. */
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
                List.of(),
                List.of(),
                BlobCounts.NONE);
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
}
