package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Grade;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.Limit;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;

/**
 * A site that was made.
 *
 * @param site its directory
 * @param changed whether anything was written; otherwise the site was already as it should be
 * @param repositories how many
 * @param tags how many, in all repositories
 * @param files how many
 * @param bytes of all files
 * @param warnings about the metadata that did not keep it from being made
 * @param fetched what came from stores on the web
 * @param findings about its blobs, and about limits of its host that it passes
 * @param commands that pull something from it, as an example; empty where nothing can be pulled
 * @param grade what each client can do with it
 */
public record SiteResult(
        Path site,
        boolean changed,
        int repositories,
        long tags,
        long files,
        long bytes,
        List<Problem> warnings,
        Fetched fetched,
        List<Problem> findings,
        List<ClientCommand> commands,
        Grade grade) {

    public SiteResult {
        warnings = List.copyOf(warnings);
        commands = List.copyOf(commands);
        findings = List.copyOf(findings);
    }

    /**
     * Blobs that were fetched from stores on the web; those that the old site had are not among them.
     *
     * @param blobs how many
     * @param bytes of all of them
     * @param problems what kept others from being fetched
     */
    public record Fetched(long blobs, long bytes, List<Problem> problems) {

        static final Fetched NOTHING = new Fetched(0, 0, List.of());

        public Fetched {
            problems = List.copyOf(problems);
        }

        /** None, since with all of them the site would be larger than the host takes. */
        static Fetched tooMuch(Host host, List<WantedBlob> wanted, long siteBytes) {
            long bytes =
                    wanted.stream().mapToLong(blob -> blob.content().size()).sum();
            Problem problem = Problem.of(
                            ProblemCode.HOST_LIMIT,
                            "the site",
                            "would have " + Limit.SITE_BYTES.amount(siteBytes) + " with those of the "
                                    + Count.of(wanted.size(), "blob") + " in stores on the web ("
                                    + ByteCount.exact(bytes) + "), and "
                                    + host.name() + " allows at most "
                                    + Count.grouped(host.capabilities().most(Limit.SITE_BYTES)) + ": none was fetched")
                    .hint(host.advice(Limit.SITE_BYTES, siteBytes));
            return new Fetched(0, 0, List.of(problem));
        }
    }
}
