package io.github.registryorg.check;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.verdict.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each blob, by itself and for each repository that names it: one finding about a store says nothing of
 * whose blobs are in it. For several threads.
 */
final class BlobOutcomes {

    private final @Nullable RepositoryFindings findings;
    private final Map<WantedBlob.Key, List<RepositoryName>> repositories = new HashMap<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private long looked;
    private long unreachable;

    /** What is wrong with a blob, whoever names it. */
    private record Wrong(WantedBlob.Key blob, Reason.Kind kind, Problem problem) {}

    /** @param findings takes what is wrong with blobs */
    BlobOutcomes(RepositoryFindings findings) {
        this.findings = findings;
    }

    private BlobOutcomes() {
        this.findings = null;
    }

    /** Outcomes that are counted, and not kept by repository. */
    static BlobOutcomes forgotten() {
        return new BlobOutcomes();
    }

    /** A repository names a blob, which may have been looked for already. For one thread. */
    void names(RepositoryName repository, WantedBlob blob) {
        if (findings != null) {
            List<RepositoryName> all = repositories.computeIfAbsent(blob.key(), none -> new ArrayList<>(1));
            if (all.isEmpty() || !all.get(all.size() - 1).equals(repository)) {
                all.add(repository);
            }
        }
    }

    /** A blob was looked for: it is there, or it is known that it is not. */
    synchronized void found() {
        looked++;
    }

    /** A blob is absent, or another one. */
    void wrong(WantedBlob blob, Problem problem) {
        if (problem.severity() == Severity.ERROR) {
            add(blob, Reason.Kind.BLOBS, problem);
        }
    }

    /** What names a config contradicts it. */
    void misdescribed(Problem problem) {
        if (findings != null) {
            findings.add(problem);
        }
    }

    /** A blob could not be looked for. */
    void unreachable(WantedBlob blob, Problem problem) {
        synchronized (this) {
            unreachable++;
        }
        add(blob, Reason.Kind.UNREACHABLE, problem);
    }

    private synchronized void add(WantedBlob blob, Reason.Kind kind, Problem problem) {
        if (findings != null) {
            wrong.add(new Wrong(blob.key(), kind, problem));
        }
    }

    /** When all blobs are named and were looked for: tells what is wrong of each repository. */
    synchronized void end() {
        if (findings != null) {
            wrong.forEach(one -> repositories
                    .getOrDefault(one.blob(), List.of())
                    .forEach(name -> findings.add(name, one.kind(), one.problem())));
        }
    }

    /** Reported where nothing could be verified; empty where something was, or there was nothing to verify. */
    synchronized Optional<Problem> nothingVerified() {
        return looked > 0 || unreachable == 0
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.NOTHING_VERIFIED,
                                "registry.scrub",
                                "none of " + Count.of(unreachable, "blob") + " could be looked for")
                        .hint(
                                "This run has verified nothing: is there a network, and may it reach the stores? Stores that"
                                        + " refuse need credentials, or registry.storeMap."));
    }
}
