package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.Limit;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a site passes what its host takes.
 *
 * @param findings about them, with what to do
 * @param passed those limits because of which the host refuses the site as it is
 */
record SiteLimits(List<Problem> findings, List<Grade.Passed> passed) {

    private static final int FILES_NAMED = 5;

    /**
     * @param size of the whole site
     * @param rules where blobs are that are not
     * @param leftOut blobs that are not, since they are too large
     */
    static SiteLimits of(Host host, SiteSize size, List<BlobRule> rules, Collection<LargeFile> leftOut) {
        Map<Limit, Long> uses = new EnumMap<>(Limit.class);
        uses.put(Limit.SITE_BYTES, size.bytes());
        uses.put(Limit.FILES, size.files());
        uses.putAll(host.uses(rules));
        List<Problem> findings = new ArrayList<>();
        List<Grade.Passed> passed = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            findings.add(tooLarge(host, List.copyOf(leftOut), ": left out of the site"));
        }
        List<LargeFile> large = size.large();
        if (!large.isEmpty()) {
            findings.add(tooLarge(host, large, ""));
            passed.add(new Grade.Passed(Limit.FILE_BYTES, large.get(0).bytes(), most(host, Limit.FILE_BYTES)));
        }
        uses.forEach((limit, amount) -> {
            if (amount > most(host, limit)) {
                findings.add(Problem.of(
                                ProblemCode.HOST_LIMIT,
                                "the site",
                                "has " + limit.amount(amount) + ", and " + host.name() + " allows at most "
                                        + Count.grouped(most(host, limit)))
                        .hint(host.advice(limit, amount)));
                passed.add(new Grade.Passed(limit, amount, most(host, limit)));
            }
        });
        return new SiteLimits(findings, passed);
    }

    private static long most(Host host, Limit limit) {
        return host.capabilities().most(limit);
    }

    /** All in one finding, so that all files can be fixed at once. */
    private static Problem tooLarge(Host host, List<LargeFile> files, String consequence) {
        LargeFile largest = files.get(0);
        String most = host.name() + " allows at most " + Count.grouped(most(host, Limit.FILE_BYTES));
        Problem problem = files.size() == 1
                ? Problem.of(
                        ProblemCode.HOST_LIMIT,
                        largest.path(),
                        "has " + Limit.FILE_BYTES.amount(largest.bytes()) + ", and " + most + consequence)
                : Problem.of(
                                ProblemCode.HOST_LIMIT,
                                Count.of(files.size(), "file"),
                                "have up to " + Limit.FILE_BYTES.amount(largest.bytes()) + ", and " + most
                                        + consequence)
                        .because(named(files));
        return problem.hint(host.advice(Limit.FILE_BYTES, largest.bytes()));
    }

    private static String named(List<LargeFile> files) {
        String named = files.stream()
                .limit(FILES_NAMED)
                .map(file -> file.path() + " (" + ByteCount.exact(file.bytes()) + ")")
                .collect(Collectors.joining(", "));
        int more = files.size() - FILES_NAMED;
        return more > 0 ? named + " and " + Count.grouped(more) + " more" : named;
    }
}
