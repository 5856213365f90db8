package io.github.registryorg.check;

import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rules;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A contribution adds no more blobs, and at no more hosts, than the rules allow: each is a request to somebody's server. */
final class NewBlobRules {

    private static final int MAX_SHOWN = 10;

    /** Bytes of configs that are read and held in memory, each at each of its addresses. */
    private static final long MAX_CONFIGS = 1024L * 1024 * 1024;

    /**
     * How many times as many as are allowed are collected: one that another repository of the base has turns out to be none
     * of these in the end.
     */
    private static final int COLLECTED = 4;

    private final Rules rules;
    private final Collection<RepositoryName> changed;
    private final Consumer<Problem> problems;

    /** @param changed the repositories that are changed: the largest of the limits for these is that of all */
    NewBlobRules(Rules rules, Collection<RepositoryName> changed, Consumer<Problem> problems) {
        this.rules = rules;
        this.changed = changed;
        this.problems = problems;
    }

    /** So many are collected at most: a contribution does not decide how much memory this takes. */
    long collected() {
        long most = limit(Limit.NEW_BLOBS);
        return most > Long.MAX_VALUE / COLLECTED ? Long.MAX_VALUE : most * COLLECTED;
    }

    /**
     * Reports where there are more.
     *
     * @param added each blob that is added, at each of its addresses
     * @param isCut whether some were not collected
     * @return whether the rules allow so many
     */
    boolean check(List<WantedBlob> added, boolean isCut) {
        long mostBlobs = limit(Limit.NEW_BLOBS);
        boolean areFew = !isCut && added.size() <= mostBlobs;
        if (!areFew && !added.isEmpty()) {
            report(
                    Limit.NEW_BLOBS,
                    added.get((int) Math.min(mostBlobs, added.size() - 1)),
                    (isCut ? "more than " : "") + Count.of(added.size(), "blob"),
                    mostBlobs,
                    "");
        }
        Map<String, WantedBlob> hosts = new LinkedHashMap<>();
        added.forEach(blob -> hosts.putIfAbsent(host(blob.address()), blob));
        long mostHosts = limit(Limit.NEW_HOSTS);
        if (hosts.size() > mostHosts) {
            String some = hosts.keySet().stream().sorted().limit(MAX_SHOWN).collect(Collectors.joining(", "));
            report(
                    Limit.NEW_HOSTS,
                    List.copyOf(hosts.values()).get((int) mostHosts),
                    "blobs at " + Count.of(hosts.size(), "host"),
                    mostHosts,
                    " (" + some + (hosts.size() > MAX_SHOWN ? ", …" : "") + ")");
        }
        return areFew && hosts.size() <= mostHosts;
    }

    /**
     * @param read the configs that are read from stores, at each of their addresses
     * @return whether so many bytes may be read
     */
    boolean checkConfigs(List<WantedBlob> read) {
        long bytes = read.stream().mapToLong(WantedBlob::size).sum();
        if (bytes > MAX_CONFIGS) {
            problems.accept(Problem.of(
                            ProblemCode.CONTRIBUTION_TOO_LARGE,
                            read.get(0).subject(),
                            "is in a contribution that adds configs of " + ByteCount.binary(bytes)
                                    + " that are not kept, and " + ByteCount.binary(MAX_CONFIGS) + " are allowed")
                    .hint("Split the contribution, or publish with registry.keepConfigs=true.")
                    .at(read.get(0).location()));
        }
        return bytes <= MAX_CONFIGS;
    }

    private long limit(Limit limit) {
        return changed.stream()
                .mapToLong(name -> rules.of(name).limit(limit))
                .max()
                .orElse(limit.unasked());
    }

    /** What is not on the web is a bucket or a directory, each its own host. */
    private static String host(String address) {
        try {
            return RemoteUrl.parse(address).host();
        } catch (RegistryException e) {
            return RemoteUrl.redacted(address);
        }
    }

    private void report(Limit rule, WantedBlob first, String number, long most, String which) {
        problems.accept(Ruling.problem(
                        ProblemCode.CONTRIBUTION_TOO_LARGE,
                        rule,
                        first.subject(),
                        "is in a contribution that adds " + number + which + ", and " + Count.grouped(most)
                                + " are allowed",
                        "Split the contribution; where one change names so many, such as another store of a page, ask a"
                                + " keeper of the registry for a higher limit.")
                .at(first.location()));
    }
}
