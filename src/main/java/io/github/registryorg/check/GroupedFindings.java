package io.github.registryorg.check;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings about blobs that have one cause, such as a host that doesn't respond, as one finding with a count. Others
 * are passed on once it is known that they have none. For several threads.
 */
final class GroupedFindings {

    /** So many wrong blobs of one store are listed though it has no right one: perhaps just these are wrong. */
    private static final int MAX_LISTED = 20;

    private static final int MAX_REASONS = 3;

    /** Failures in a row after which a bucket gets no more requests. Hosts on the web have limits of their own. */
    private static final int MAX_FAILURES = 3;

    private static final Comparator<Finding> BY_ORDER = Comparator.comparingInt(Finding::order);

    private final BlobPlaces places;
    private final Consumer<Problem> problems;
    private final Map<String, List<Finding>> wrong = new TreeMap<>();
    private final BlobOutcomes outcomes;
    private final Map<String, List<Finding>> unreadable = new TreeMap<>();
    private final Set<String> storesWithBlobs = new HashSet<>();
    private final Set<String> hostsWithBlobs = new HashSet<>();
    private final Map<String, Integer> damaged = new HashMap<>();

    /** How often a bucket failed since it last responded, and how. */
    private record Failures(int count, Problem cause) {

        private Failures plus(Failures more) {
            return new Failures(count + more.count, more.cause);
        }
    }

    private final Map<String, Failures> failuresOfBuckets = new HashMap<>();

    /** @param outcomes hears of each blob by itself */
    GroupedFindings(BlobPlaces places, Consumer<Problem> problems, BlobOutcomes outcomes) {
        this.places = places;
        this.problems = problems;
        this.outcomes = outcomes;
    }

    /**
     * One blob that is not as it should be.
     *
     * @param order among all blobs
     * @param cause why it can't be read, or what is wrong with it
     * @param problem to report where no other blob has the same cause
     */
    private record Finding(int order, WantedBlob blob, Problem cause, Problem problem) {}

    /** A blob is as it should be. */
    synchronized void right(WantedBlob blob) {
        outcomes.found();
        responded(blob);
        hostsWithBlobs.add(places.of(blob).host());
        String store = store(blob);
        if (storesWithBlobs.add(store) && wrong.containsKey(store)) {
            report(wrong.remove(store));
        }
    }

    private void responded(WantedBlob blob) {
        String bucket = places.of(blob).bucket();
        if (bucket != null) {
            failuresOfBuckets.remove(bucket);
        }
    }

    /** A blob is not in its store, or is something else there. */
    synchronized void wrong(int order, WantedBlob blob, Problem problem) {
        outcomes.found();
        outcomes.wrong(blob, problem);
        responded(blob);
        if (problem.code() != ProblemCode.BLOB_UNKNOWN) {
            damaged.merge(neighbourhood(blob), 1, Integer::sum);
        }
        if (storesWithBlobs.contains(store(blob))) {
            problems.accept(problem);
        } else {
            wrong.computeIfAbsent(store(blob), none -> new ArrayList<>())
                    .add(new Finding(order, blob, problem, problem));
        }
    }

    /** A blob can't be looked for. */
    synchronized void unreadable(int order, WantedBlob blob, Problem cause, Problem problem) {
        outcomes.unreachable(blob, problem);
        String bucket = places.of(blob).bucket();
        if (bucket != null && cause.code() != ProblemCode.DENIED) {
            failuresOfBuckets.merge(bucket, new Failures(1, cause), Failures::plus);
        }
        unreadable
                .computeIfAbsent(problem.code() + " " + place(blob, cause), none -> new ArrayList<>())
                .add(new Finding(order, blob, cause, problem));
    }

    /**
     * Why the bucket of this blob, which has failed too often in a row, or the store, which has sent many things and no
     * right one, gets no request for it; empty where it does. Each question to a bucket costs the SDK's retries, or its
     * search for a key; an answer of a host costs what it sends.
     */
    synchronized Optional<Problem> skipped(WantedBlob blob) {
        BlobPlaces.Place place = places.of(blob);
        if (place.bucket() != null) {
            return Optional.ofNullable(failuresOfBuckets.get(place.bucket()))
                    .filter(failures -> failures.count() >= MAX_FAILURES)
                    .map(Failures::cause);
        }
        String around = neighbourhood(blob);
        boolean isHopeless = damaged.getOrDefault(around, 0) > MAX_LISTED
                && !storesWithBlobs.contains(around)
                && !hostsWithBlobs.contains(around);
        return isHopeless
                ? Optional.of(Problem.of(
                                ProblemCode.IO_FAILED,
                                "",
                                "was not requested, since nothing else there is as it should be")
                        .hint("Check the address: is it that of another server?"))
                : Optional.empty();
    }

    /** What is judged together: a store, since many share a host such as that of a cloud; of single URLs, the host. */
    private String neighbourhood(WantedBlob blob) {
        return blob.kind() == WantedBlob.Kind.IN_STORE
                ? store(blob)
                : places.of(blob).host();
    }

    /** When all blobs were looked for. */
    synchronized void end() {
        Map<String, List<Group>> hosts = new LinkedHashMap<>();
        wrong.values().forEach(findings -> add(hosts, findings, this::wrongOf));
        unreadable.values().forEach(findings -> add(hosts, findings, this::unreadableOf));
        hosts.forEach((host, groups) -> {
            List<Finding> all =
                    groups.stream().flatMap(group -> group.findings().stream()).toList();
            if (groups.size() > 1 && all.size() > MAX_LISTED && !hostsWithBlobs.contains(host)) {
                problems.accept(noneOf(host, groups, all));
            } else {
                groups.forEach(this::report);
            }
        });
    }

    /**
     * Findings about one store or host.
     *
     * @param problem that stands for them; null where each is reported
     */
    private record Group(List<Finding> findings, @Nullable Problem problem) {

        private Finding first() {
            return findings.stream().min(BY_ORDER).orElseThrow();
        }
    }

    private void add(
            Map<String, List<Group>> hosts, List<Finding> findings, Function<Group, @Nullable Problem> grouped) {
        Group group = new Group(findings, null);
        hosts.computeIfAbsent(places.of(group.first().blob()).host(), none -> new ArrayList<>())
                .add(new Group(findings, findings.size() == 1 ? null : grouped.apply(group)));
    }

    private void report(Group group) {
        if (group.problem() == null) {
            report(group.findings());
        } else {
            problems.accept(group.problem());
        }
    }

    private void report(List<Finding> findings) {
        findings.stream().sorted(BY_ORDER).map(Finding::problem).forEach(problems);
    }

    /** The entry of the map for the store, or its base; of what has a URL of its own, the host. */
    private String store(WantedBlob blob) {
        BlobPlaces.Place place = places.of(blob);
        if (place.mapEntry() != null) {
            return place.mapEntry();
        }
        return blob.kind() == WantedBlob.Kind.IN_STORE ? blob.address() : place.host();
    }

    /** A host that can't be reached fails for all its stores; what one of them refuses, another may allow. */
    private String place(WantedBlob blob, Problem cause) {
        BlobPlaces.Place place = places.of(blob);
        return cause.code() == ProblemCode.DENIED || cause.code() == ProblemCode.UNAUTHORIZED
                ? Objects.requireNonNullElseGet(place.bucket(), () -> RemoteUrl.redacted(blob.address()))
                : place.host();
    }

    private @Nullable Problem wrongOf(Group group) {
        Finding first = group.first();
        boolean isMapped = places.of(first.blob()).mapEntry() != null;
        boolean isAbsent =
                group.findings().stream().allMatch(finding -> finding.problem().code() == ProblemCode.BLOB_UNKNOWN);
        if (group.findings().size() <= MAX_LISTED && !(isMapped && isAbsent)) {
            return null;
        }
        String place = isMapped
                ? "the location of the registry.storeMap entry " + store(first.blob())
                : RemoteUrl.redacted(store(first.blob()));
        return Problem.of(
                        mostFrequent(group.findings()),
                        first.blob().subject(),
                        isAbsent
                                ? "none of " + group.findings().size() + " blobs is at " + place
                                : "none of " + group.findings().size() + " blobs is as it should be at " + place)
                .because(isAbsent ? "the first is " + first.blob().digest() : reasons(group.findings()))
                .hint(
                        isMapped
                                ? "Check the location of the entry: blobs are at LOCATION/sha256/HEX, below the same path"
                                        + " as below BASE."
                                : "Check the store's address, or publish again (registry:publish).")
                .at(first.blob().location());
    }

    private Problem unreadableOf(Group group) {
        Finding first = group.first();
        return Problem.of(
                        first.problem().code(),
                        first.blob().subject(),
                        group.findings().size() + " blobs can't be verified at " + place(first.blob(), first.cause()))
                .because(reasons(group.findings()))
                .hint(first.problem().hint())
                .at(first.blob().location());
    }

    /** A host that fails in several ways and delivers nothing is one finding. */
    private static Problem noneOf(String host, List<Group> groups, List<Finding> all) {
        Finding first = new Group(all, null).first();
        String counts = groups.stream()
                .sorted(Comparator.comparingInt(
                                (Group group) -> group.findings().size())
                        .reversed())
                .limit(MAX_REASONS)
                .map(group -> group.findings().size() + " times: "
                        + reason(group.first().cause()))
                .collect(Collectors.joining("; "));
        return Problem.of(
                        mostFrequent(all),
                        first.blob().subject(),
                        "none of " + all.size() + " blobs can be verified at " + host)
                .because(counts)
                .hint(first.problem().hint())
                .at(first.blob().location());
    }

    private static ProblemCode mostFrequent(List<Finding> findings) {
        Map<ProblemCode, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.problem().code(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static String reasons(List<Finding> findings) {
        return findings.stream()
                .sorted(BY_ORDER)
                .map(finding -> reason(finding.cause()))
                .distinct()
                .limit(MAX_REASONS)
                .collect(Collectors.joining("; "));
    }

    private static String reason(Problem cause) {
        return cause.cause() == null ? cause.what() : cause.what() + ", " + cause.cause();
    }
}
