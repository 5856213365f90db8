package io.github.registryorg.site;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.problem.Report;
import io.github.registryorg.verdict.CommitId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of a repository that a site has.
 *
 * @param repository as it is in the site
 * @param commit that it is taken from; null where it is as it is now
 * @param doubtful whether blobs of it may not be where they should be, so that the site is made without those
 * @param report what was found of it
 * @param end to be run once nothing more is read of it
 */
record RepositoryVersion(
        Repository repository, @Nullable CommitId commit, boolean doubtful, Report report, Runnable end)
        implements AutoCloseable {

    RepositoryVersion {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(end, "end");
    }

    static RepositoryVersion present(Repository repository, boolean doubtful, Report report) {
        return new RepositoryVersion(repository, null, doubtful, report, () -> {});
    }

    @Override
    public void close() {
        end.run();
    }
}
