package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.FailOn;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept where a reader has a limit. */
class ImportanceTest {

    @Test
    void findings_ofOneRun_areInOrderOfWhatMattersMost() {
        Problem harmful = Outcomes.finding(ProblemCode.DIGEST_INVALID, "z/z/digests/sha256/00/00.json", 0);
        Problem ofTag = Outcomes.finding(ProblemCode.BLOB_UNKNOWN, "y/manifests/1/README.md", 1);
        Problem ofDigest = Outcomes.finding(ProblemCode.BLOB_UNKNOWN, "a/digests/sha256/00/00.json", 0);
        Problem form = Outcomes.finding(ProblemCode.FRONT_MATTER_INVALID, "a/manifests/1/README.md", 1);
        Problem warning = Outcomes.finding(ProblemCode.DIGEST_WEAK, "a/manifests/1/README.md", 1);
        Problem mild = Outcomes.finding(ProblemCode.KEY_UNKNOWN, "a/manifests/1/README.md", 1);

        assertThat(Outcomes.of(FailOn.ERROR, List.of(), mild, ofDigest, form, warning, ofTag, harmful)
                        .findings())
                .containsExactly(harmful, ofTag, ofDigest, form, warning, mild);
    }

    @Test
    void place_ofAFile_isItsRepositoryAndTag() {
        assertThat(place("acme/app/manifests/1.0/README.md")).isEqualTo(new FindingPlace("acme/app", "1.0"));
        assertThat(place("acme/app/manifests/no tag/x")).isEqualTo(new FindingPlace("acme/app", "no tag"));
        assertThat(place("acme/app/manifests/stray")).isEqualTo(new FindingPlace("acme/app", ""));
        assertThat(place("acme/app/manifests")).isEqualTo(new FindingPlace("acme/app", ""));
        assertThat(place("manifests/README.md")).isEqualTo(new FindingPlace("manifests", ""));
        assertThat(place("acme/app/install.sh")).isEqualTo(new FindingPlace("", ""));
        assertThat(place("acme/app/digests/sha256/0/0.json")).isEqualTo(new FindingPlace("acme/app", ""));
        assertThat(place("acme/app/README.md")).isEqualTo(new FindingPlace("acme/app", ""));
        assertThat(place("registry.yaml")).isEqualTo(new FindingPlace("", ""));
        assertThat(place("README.md")).isEqualTo(new FindingPlace("", ""));
        assertThat(place("manifests/1/README.md").title()).isEqualTo("manifests/1");
    }

    private static FindingPlace place(String file) {
        return FindingPlace.of(Outcomes.finding(ProblemCode.TAG_INVALID, file, 0));
    }
}
