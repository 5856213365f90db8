package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobSubjectTest {

    /** The subjects of those who know nothing of images: the digest, the address of a request, or nothing. */
    @ParameterizedTest
    @CsvSource({
        "sha256:ab, sha256:ab at https://store.example/a is damaged",
        "'', sha256:ab at https://store.example/a is damaged",
        "s3://acme/sha256/ab, sha256:ab at https://store.example/a: s3://acme/sha256/ab: is damaged",
    })
    void problem_ofABlob_namesImageBlobAndStore(String subject, String what) {
        Problem problem = Problem.of(ProblemCode.DIGEST_INVALID, subject, "is damaged")
                .because("why")
                .hint("What to do.")
                .at("file");

        Problem placed = BlobSubject.at("acme/app:1.0", "sha256:ab", "https://store.example/a")
                .of(problem);

        assertThat(placed.toString()).isEqualTo("DIGEST_INVALID acme/app:1.0: " + what + ": why. What to do. [file]");
    }

    /** Signed URLs have their signature there. */
    @Test
    void address_withAQuery_isShownWithoutItsValues() {
        Problem placed = BlobSubject.at(
                        "acme/app:1.0", "sha256:ab", "https://user:pw@store.example/a?X-Signature=s3cret")
                .of(Problem.of(ProblemCode.IO_FAILED, "sha256:ab", "can't be read"));

        assertThat(placed.what()).isEqualTo("sha256:ab at https://…@store.example/a?X-Signature=… can't be read");
    }
}
