package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.RepositoryVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is found of a registry becomes a verdict on each repository, whoever finds it first. */
class RepositoryFindingsTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final RepositoryName LIB = RepositoryName.parse("acme/lib");
    private static final CommitId NOW = new CommitId("1".repeat(40));
    private static final CommitId BEFORE = new CommitId("2".repeat(40));
    private static final Problem ERROR = Problem.of(ProblemCode.TAG_INVALID, "acme/app:1", "is wrong");
    private static final Problem UNREAD = Problem.of(ProblemCode.BLOB_UNVERIFIED, "acme/app:1", "could not be read");

    private final RepositoryFindings findings = new RepositoryFindings(List.of(APP, LIB));
    private final List<Problem> reported = new ArrayList<>();
    private final Consumer<Problem> ofApp = findings.of(APP, reported::add);

    private RepositoryVerdict verdict(RepositoryName name) {
        return findings.verdict(name, NOW, BEFORE);
    }

    @Test
    void repository_withoutFindings_isGoodNow() {
        assertThat(verdict(APP)).isEqualTo(new RepositoryVerdict(false, NOW, List.of()));
        assertThat(findings.verdict(APP, null, BEFORE)).isEqualTo(new RepositoryVerdict(false, BEFORE, List.of()));
    }

    @Test
    void repository_withAnError_isHeldBackAndWasGoodBefore() {
        ofApp.accept(ERROR);

        assertThat(verdict(APP).heldBack()).isTrue();
        assertThat(verdict(APP).lastGood()).contains(BEFORE);
        assertThat(verdict(APP).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.kind()).isEqualTo(Reason.Kind.STRUCTURE));
        assertThat(verdict(LIB).heldBack()).isFalse();
        assertThat(reported).containsExactly(ERROR);
    }

    @Test
    void warning_holdsNothingBack() {
        Problem warning = Problem.of(ProblemCode.CLIENTS_FAIL, "acme/app:1", "some clients fail");
        ofApp.accept(warning);

        assertThat(verdict(APP)).isEqualTo(new RepositoryVerdict(false, NOW, List.of()));
        assertThat(reported).containsExactly(warning);
    }

    @Test
    void signature_thatCouldNotBeRead_isAReasonThatHoldsNothingBack() {
        ofApp.accept(UNREAD);

        assertThat(verdict(APP).heldBack()).isFalse();
        assertThat(verdict(APP).lastGood()).contains(NOW);
        assertThat(verdict(APP).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.kind()).isEqualTo(Reason.Kind.UNREACHABLE));
    }

    @Test
    void error_besideAWarningOfTheSameKind_holdsBackInAnyOrder() {
        findings.add(APP, Reason.Kind.UNREACHABLE, ERROR);
        findings.add(APP, Reason.Kind.UNREACHABLE, UNREAD);
        findings.add(LIB, Reason.Kind.UNREACHABLE, UNREAD);
        findings.add(LIB, Reason.Kind.UNREACHABLE, ERROR);

        assertThat(verdict(APP).heldBack()).isTrue();
        assertThat(verdict(LIB)).isEqualTo(verdict(APP));
        assertThat(verdict(APP).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.codes())
                        .isEqualTo(Map.of(ProblemCode.TAG_INVALID.name(), 1, ProblemCode.BLOB_UNVERIFIED.name(), 1)));
    }

    @Test
    void error_besideAWarningOfAnotherKind_holdsBack() {
        ofApp.accept(ERROR);
        ofApp.accept(UNREAD);

        assertThat(verdict(APP).heldBack()).isTrue();
        assertThat(verdict(APP).reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.STRUCTURE, Reason.Kind.UNREACHABLE);
    }

    @Test
    void message_isTheFirstInTheirOrder_withoutItsHint() {
        Problem first =
                Problem.of(ProblemCode.TAG_INVALID, "acme/app:0", "is wrong").hint("Correct it.");
        ofApp.accept(ERROR);
        ofApp.accept(first);
        findings.add(LIB, Reason.Kind.STRUCTURE, first);
        findings.add(LIB, Reason.Kind.STRUCTURE, ERROR);

        for (RepositoryName name : List.of(APP, LIB)) {
            assertThat(verdict(name).reasons())
                    .extracting(Reason::message)
                    .containsExactly("TAG_INVALID acme/app:0: is wrong.");
        }
    }

    @Test
    void error_reportedTwice_countsOnceAsLongAsAllAreKnown() {
        ofApp.accept(ERROR);
        ofApp.accept(ERROR);
        assertThat(count()).isEqualTo(1);
        for (int i = 2; i <= 999; i++) {
            ofApp.accept(ERROR.about("acme/app:" + i));
        }
        ofApp.accept(ERROR);
        assertThat(count()).isEqualTo(999);
        ofApp.accept(ERROR.about("acme/app:1000"));
        ofApp.accept(ERROR);
        assertThat(count()).isEqualTo(1_001);
    }

    private int count() {
        return verdict(APP).reasons().get(0).codes().get(ProblemCode.TAG_INVALID.name());
    }

    @Test
    void finding_aboutAFile_isOfTheRepositoryThatHasIt() {
        findings.add(ERROR.at("acme/lib/manifests/1/README.md"));
        findings.add(ERROR.at("registry.yaml"));
        findings.add(ERROR);
        findings.add(UNREAD.at("acme/app/README.md"));

        assertThat(verdict(LIB).heldBack()).isTrue();
        assertThat(verdict(APP)).isEqualTo(new RepositoryVerdict(false, NOW, List.of()));
        assertThat(findings.names()).containsExactly(APP, LIB);
        assertThat(findings.paths().of("acme/lib/README.md")).contains(LIB);
    }
}
