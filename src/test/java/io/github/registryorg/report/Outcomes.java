package io.github.registryorg.report;

import io.github.registryorg.check.BlobCounts;
import io.github.registryorg.check.Change;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Outcomes to report. */
final class Outcomes {

    /** What strangers could write where they may write anything. */
    static final String HOSTILE =
            "@everyone [a](javascript:alert(1)) ![i](https://x.example/i.png) <img src=x onerror=a>"
                    + " `</code><script>a</script>` | **b** ::error::x %0A::set-env name=a::b ]]> &amp; \uFFFE org/repo#1"
                    + " --> <!-- https://evil.example\r\n::add-mask::a\n# h ##[add-mask]b";

    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private Outcomes() {}

    static Outcome of(FailOn failOn, List<Change> changes, Problem... findings) {
        return of(failOn, changes, List.of(findings));
    }

    static Outcome of(FailOn failOn, List<Change> changes, List<Problem> findings) {
        List<Problem> errors = new ArrayList<>(findings);
        errors.removeIf(problem -> problem.severity() != Severity.ERROR);
        List<Problem> warnings = new ArrayList<>(findings);
        warnings.removeIf(problem -> problem.severity() != Severity.WARNING);
        return new Outcome(
                new ValidateResult(2, 3, 4, errors, warnings, 0, 5, changes, List.of(), BlobCounts.NONE), failOn);
    }

    /** A bit of everything. */
    static Outcome ordinary() {
        return of(
                FailOn.ERROR,
                List.of(
                        new Change(Change.Kind.MOVED, "acme/app", "latest", DIGEST, DIGEST.replace('0', 'f'), null),
                        new Change(Change.Kind.YANKED, "acme/app", DIGEST, null, "CVE-2026-1", null)),
                finding(ProblemCode.KEY_UNKNOWN, "acme/app/README.md", 3),
                finding(ProblemCode.FRONT_MATTER_INVALID, "acme/app/manifests/1.0/README.md", 2),
                finding(ProblemCode.DIGEST_INVALID, "acme/app/digests/sha256/01/0123.json", 0),
                finding(ProblemCode.BLOB_UNKNOWN, "acme/web/manifests/a b%/README.md", 4),
                Problem.of(ProblemCode.STORE_INVALID, "", "the store is wrong."));
    }

    /** Everything that a stranger may name is hostile. */
    static Outcome hostile() {
        return of(
                FailOn.WARNING,
                List.of(new Change(Change.Kind.MOVED, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                new Problem(
                        ProblemCode.FRONT_MATTER_INVALID,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        new Location("a/" + HOSTILE + "/manifests/" + HOSTILE + "/README.md", 7)),
                new Problem(ProblemCode.KEY_UNKNOWN, HOSTILE, HOSTILE, HOSTILE, HOSTILE, Location.of(HOSTILE)));
    }

    /** More than most readers take. */
    static Outcome huge(int errors, int warnings) {
        List<Problem> findings = new ArrayList<>();
        for (int i = 0; i < errors; i++) {
            String file = "acme/app-" + i % 3000 + "/manifests/1." + i + "/README.md";
            findings.add(finding(i % 1000 == 999 ? ProblemCode.DIGEST_INVALID : ProblemCode.BLOB_UNKNOWN, file, 4)
                    .hint("x".repeat(500)));
        }
        for (int i = 0; i < warnings; i++) {
            findings.add(finding(ProblemCode.KEY_UNKNOWN, "acme/web-" + i % 3000 + "/README.md", i + 1)
                    .because("ü".repeat(300)));
        }
        return of(FailOn.ERROR, List.of(), findings);
    }

    static Problem finding(ProblemCode code, String file, int line) {
        return Problem.of(code, "acme/app", "is \"wrong\" & <odd>")
                .hint("Fix it.")
                .at(new Location(file, line));
    }
}
