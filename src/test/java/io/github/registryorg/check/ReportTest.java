package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Report report = new Report();

    private static Problem problem(ProblemCode code, String file, int line) {
        return Problem.of(code, "acme/app", "is wrong").at(new Location(file, line));
    }

    @Test
    void findingsStandInTheOrderOfFilesAndLines() {
        Problem first = problem(ProblemCode.TAG_INVALID, "a", 2);
        Problem second = problem(ProblemCode.DIGEST_INVALID, "a", 10);
        Problem third = problem(ProblemCode.BLOB_UNKNOWN, "b", 1);
        report.accept(third);
        report.accept(second);
        report.accept(first);

        assertThat(report.errors()).containsExactly(first, second, third);
    }

    @Test
    void whatIsFoundTwiceIsToldOnce() {
        report.accept(problem(ProblemCode.TAG_INVALID, "a", 2));
        report.accept(problem(ProblemCode.TAG_INVALID, "a", 2));

        assertThat(report.errors()).hasSize(1);
        assertThat(report.dropped()).isZero();
    }

    @Test
    void warningsFailNothing() {
        report.accept(problem(ProblemCode.KEY_UNKNOWN, "a", 2));

        assertThat(report.warnings()).hasSize(1);
        assertThat(report.errors()).isEmpty();
        assertThat(report.hasErrors()).isFalse();
        report.orThrow();
    }

    @Test
    void errorsAreThrownTogether() {
        report.accept(problem(ProblemCode.TAG_INVALID, "b", 2));
        report.accept(problem(ProblemCode.TAG_INVALID, "a", 2));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(report::orThrow)
                .satisfies(e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void moreThanAnybodyReadsIsOnlyCounted() {
        for (int line = 1; line <= 10_003; line++) {
            report.accept(problem(ProblemCode.TAG_INVALID, "a", line));
        }

        assertThat(report.errors()).hasSize(10_000);
        assertThat(report.dropped()).isEqualTo(3);
    }

    @Test
    void anErrorAfterManyWarningsStillFails() {
        for (int line = 1; line <= 10_000; line++) {
            report.accept(problem(ProblemCode.KEY_UNKNOWN, "a", line));
        }
        report.accept(problem(ProblemCode.TAG_INVALID, "b", 1));

        assertThat(report.hasErrors()).isTrue();
        assertThatExceptionOfType(RegistryException.class).isThrownBy(report::orThrow);
    }
}
