package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.check.Findings;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All findings of one run: each once, sorted, and never more than fit. */
class ReportTest {

    private final Report report = new Report();

    @TempDir
    private Path root;

    private static Problem error(int number) {
        return Problem.of(ProblemCode.TAG_INVALID, "acme/app:" + number, "is wrong");
    }

    private static Problem warning(int number) {
        return Problem.of(ProblemCode.KEY_UNKNOWN, "acme/app:" + number, "is odd");
    }

    @Test
    void findings_reported_areSortedByFileLineAndCode() {
        Problem noPlace = error(1);
        Problem firstFile = error(2).at(new Location("a/README.md", 7));
        Problem wholeFile = error(3).at("b/README.md");
        Problem lineTwo = error(4).at(new Location("b/README.md", 2));
        Problem lineTen = error(5).at(new Location("b/README.md", 10));
        Problem otherCode = Problem.of(ProblemCode.DIGEST_INVALID, "z", "z").at(new Location("b/README.md", 10));
        List.of(lineTen, noPlace, lineTwo, otherCode, wholeFile, firstFile).forEach(report);

        assertThat(report.errors()).containsExactly(noPlace, firstFile, wholeFile, lineTwo, otherCode, lineTen);
    }

    @Test
    void errorsAndWarnings_reported_areSeparate() {
        report.accept(warning(1));
        assertThat(report.hasErrors()).isFalse();
        assertThatCode(report::orThrow).doesNotThrowAnyException();

        report.accept(error(1));
        assertThat(report.errors()).containsExactly(error(1));
        assertThat(report.warnings()).containsExactly(warning(1));
        assertThat(report.hasErrors()).isTrue();
    }

    @Test
    void finding_reportedTwice_countsOnce() {
        report.accept(error(1));
        report.accept(error(1));

        assertThat(report.errors()).containsExactly(error(1));
        assertThat(report.dropped()).isZero();
    }

    @Test
    void exception_ofAReport_hasAllErrorsAndNoWarning() {
        report.accept(error(2));
        report.accept(warning(3));
        report.accept(error(1));

        RegistryException thrown = catchThrowableOfType(RegistryException.class, report::orThrow);
        assertThat(thrown.problems()).containsExactly(error(1), error(2));
        assertThat(thrown).hasMessage("TAG_INVALID acme/app:1: is wrong.\nTAG_INVALID acme/app:2: is wrong.");
    }

    @Test
    void findings_moreThanTenThousand_areCutAndCounted() {
        for (int i = 0; i < 10_025; i++) {
            report.accept(error(i));
        }

        assertThat(report.errors()).hasSize(10_000);
        assertThat(report.dropped()).isEqualTo(25);
        assertThat(report.droppedErrors()).isEqualTo(25);
    }

    @Test
    void warnings_many_keepAllErrors() {
        for (int i = 0; i < 10_025; i++) {
            report.accept(warning(i));
        }
        report.accept(error(1));

        assertThat(report.hasErrors()).isTrue();
        assertThat(report.errors()).containsExactly(error(1));
        assertThat(report.warnings()).hasSize(10_000);
        assertThat(report.dropped()).isEqualTo(25);
        assertThat(report.droppedErrors()).isZero();
        report.dropped(Map.of(Severity.ERROR, 2));
        assertThat(report.dropped()).isEqualTo(27);
        assertThat(report.droppedErrors()).isEqualTo(2);
        assertThat(catchThrowableOfType(RegistryException.class, report::orThrow)
                        .problems())
                .containsExactly(error(1));
    }

    @Test
    void findings_ofOneRun_areInTheOrderOfFiles() {
        RegistryDirectory.wellFormed(root)
                .page("zoo/con")
                .file("acme/app/stray.txt", "x")
                .page("acme/app", "store: file:.store", "colour: red")
                .tag("acme/app", "1.0", ManifestText.INDEX, "absent", 1)
                .tag("acme/app", "1.1", ManifestText.INDEX, RegistryDirectory.Sample.BOTH, 1)
                .file("acme/app/manifests/-/README.md", "x")
                .page("acme/Tools");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactly(
                        "NAME_INVALID acme/Tools",
                        "TAG_INVALID acme/app/manifests/-",
                        "MANIFEST_UNKNOWN acme/app/manifests/1.0/README.md:4",
                        "SIZE_INVALID acme/app/manifests/1.1/README.md:5",
                        "NAME_RESERVED zoo/con",
                        "KEY_UNKNOWN acme/app/README.md:4",
                        "FILE_IGNORED acme/app/stray.txt");
    }

    @Test
    void listener_receivesEachFindingOnceAsItIsFound() {
        List<Problem> received = new ArrayList<>();
        Report report = new Report(received::add);
        Problem first = Problem.of(ProblemCode.BLOB_UNKNOWN, "b", "first");
        Problem second = Problem.of(ProblemCode.BLOB_UNKNOWN, "a", "second");
        report.accept(first);
        assertThat(received).containsExactly(first);
        report.accept(second);
        report.accept(first);

        assertThat(received).containsExactly(first, second);
    }
}
