package io.github.registryorg.check;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.BlobStores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Findings about blobs that have one cause, such as a host that doesn't respond, as one finding with a count. Others
 * are passed on at once. For several threads.
 */
final class GroupedFindings {

    /** So many absent blobs of one store are listed though it has none of them: perhaps just these are missing. */
    private static final int MAX_LISTED = 20;

    private static final int MAX_REASONS = 3;

    /** Failures in a row after which a bucket gets no more requests. Hosts on the web have limits of their own. */
    private static final int MAX_FAILURES = 3;

    private static final Comparator<Finding> BY_ORDER = Comparator.comparingInt(Finding::order);

    private final BlobStores stores;
    private final Consumer<Problem> problems;
    private final Map<String, List<Finding>> absent = new TreeMap<>();
    private final Set<String> storesWithBlobs = new HashSet<>();
    private final Map<String, List<Finding>> unreadable = new TreeMap<>();

    /** How often a bucket failed since it last responded, and how. */
    private record Failures(int count, Problem cause) {

        private Failures plus(Failures more) {
            return new Failures(count + more.count, more.cause);
        }
    }

    private final Map<String, Failures> failuresOfBuckets = new HashMap<>();

    GroupedFindings(BlobStores stores, Consumer<Problem> problems) {
        this.stores = stores;
        this.problems = problems;
    }

    /**
     * One blob that is not as it should be.
     *
     * @param order among all blobs
     * @param cause why it can't be read, or that it is absent
     * @param problem to report where no other blob has the same cause
     */
    private record Finding(int order, WantedBlob blob, Problem cause, Problem problem) {}

    /** A blob was found. */
    synchronized void found(WantedBlob blob) {
        blob.bucket(stores).ifPresent(failuresOfBuckets::remove);
        if (blob.kind() == WantedBlob.Kind.IN_STORE) {
            String store = store(blob);
            if (storesWithBlobs.add(store) && absent.containsKey(store)) {
                report(absent.remove(store));
            }
        }
    }

    /** Something is wrong with this blob alone. */
    void alone(Problem problem) {
        problems.accept(problem);
    }

    /** A blob is not in its store. */
    synchronized void absent(int order, WantedBlob blob, Problem problem) {
        blob.bucket(stores).ifPresent(failuresOfBuckets::remove);
        if (blob.kind() != WantedBlob.Kind.IN_STORE || storesWithBlobs.contains(store(blob))) {
            problems.accept(problem);
        } else {
            absent.computeIfAbsent(store(blob), none -> new ArrayList<>())
                    .add(new Finding(order, blob, problem, problem));
        }
    }

    /** A blob can't be looked for. */
    synchronized void unreadable(int order, WantedBlob blob, Problem cause, Problem problem) {
        boolean ofBucket = cause.code() != ProblemCode.DENIED;
        blob.bucket(stores)
                .filter(bucket -> ofBucket)
                .ifPresent(bucket -> failuresOfBuckets.merge(bucket, new Failures(1, cause), Failures::plus));
        unreadable
                .computeIfAbsent(
                        problem.code() + " " + cause.code() + " " + place(blob, cause), none -> new ArrayList<>())
                .add(new Finding(order, blob, cause, problem));
    }

    /**
     * Why the bucket of this blob, which has failed too often in a row, gets no request for it; empty where it does.
     * Each question costs the SDK's retries, or its search for a key.
     */
    synchronized Optional<Problem> skipped(WantedBlob blob) {
        return blob.bucket(stores)
                .map(failuresOfBuckets::get)
                .filter(failures -> failures.count() >= MAX_FAILURES)
                .map(Failures::cause);
    }

    /** When all blobs were looked for. */
    synchronized void end() {
        absent.values().forEach(this::reportAbsent);
        unreadable.values().forEach(this::reportUnreadable);
    }

    private void report(List<Finding> findings) {
        findings.stream().sorted(BY_ORDER).map(Finding::problem).forEach(problems);
    }

    /** The entry of the map for the store, or its base. */
    private String store(WantedBlob blob) {
        return blob.mapEntry(stores).orElse(blob.address());
    }

    /** A host that can't be reached fails for all its stores; what one of them refuses, another may allow. */
    private String place(WantedBlob blob, Problem cause) {
        return cause.code() == ProblemCode.DENIED || cause.code() == ProblemCode.UNAUTHORIZED
                ? blob.bucket(stores).orElse(RemoteUrl.redacted(blob.address()))
                : blob.host(stores);
    }

    private void reportAbsent(List<Finding> findings) {
        Finding first = findings.stream().min(BY_ORDER).orElseThrow();
        boolean isMapped = first.blob().mapEntry(stores).isPresent();
        if (findings.size() == 1 || !isMapped && findings.size() <= MAX_LISTED) {
            report(findings);
            return;
        }
        String place = isMapped
                ? "the location of the registry.storeMap entry " + store(first.blob())
                : first.blob().address();
        problems.accept(Problem.of(
                        ProblemCode.BLOB_UNKNOWN,
                        first.blob().subject(),
                        "none of " + findings.size() + " blobs is at " + place)
                .because("the first is " + first.blob().digest())
                .hint(
                        isMapped
                                ? "Check the location of the entry: blobs are at LOCATION/sha256/HEX, below the same path"
                                        + " as below BASE."
                                : "Check the store's address, or publish again (registry:publish).")
                .at(first.blob().location()));
    }

    private void reportUnreadable(List<Finding> findings) {
        if (findings.size() == 1) {
            report(findings);
            return;
        }
        Finding first = findings.stream().min(BY_ORDER).orElseThrow();
        Set<String> reasons = findings.stream()
                .sorted(BY_ORDER)
                .map(finding -> reason(finding.cause()))
                .distinct()
                .limit(MAX_REASONS)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        problems.accept(Problem.of(
                        first.problem().code(),
                        first.blob().subject(),
                        findings.size() + " blobs can't be verified at " + place(first.blob(), first.cause()))
                .because(String.join("; ", reasons))
                .hint(first.problem().hint())
                .at(first.blob().location()));
    }

    private static String reason(Problem cause) {
        return cause.cause() == null ? cause.what() : cause.what() + ", " + cause.cause();
    }
}
