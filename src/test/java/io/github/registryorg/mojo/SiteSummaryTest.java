package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Grade;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.site.SiteResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteSummaryTest {

    private static List<String> told(long blobs, long bytes) {
        Host host = Host.of("github-pages");
        Grade grade = Grade.of(host, new SiteLocation(host.capabilities(), true, true), SiteContent.of(List.of()));
        SiteResult.Fetched fetched = new SiteResult.Fetched(blobs, bytes, List.of());
        return SiteSummary.of(
                new SiteResult(Path.of("site"), true, 1, 2, 3, 4, List.of(), fetched, List.of(), List.of(), grade));
    }

    @Test
    void blobs_fetched_areReported() {
        assertThat(told(3, 1234))
                .containsExactly(
                        "Made the site of 1 repository with 2 tags: 3 files in site",
                        "Fetched 3 blobs of 1.2 KiB from stores on the web into it");
    }

    @Test
    void repositories_heldBack_areCounted() {
        Host host = Host.of("local");
        Grade grade = Grade.of(host, new SiteLocation(host.capabilities(), true, true), SiteContent.of(List.of()));
        List<Problem> warnings = List.of(
                Problem.of(ProblemCode.REPOSITORY_HELD_BACK, "acme/app", "is old"),
                Problem.of(ProblemCode.REPOSITORY_HELD_BACK, "acme/lib", "is old"),
                Problem.of(ProblemCode.REPOSITORY_LEFT_OUT, "acme/x", "is out"));
        SiteResult.Fetched none = new SiteResult.Fetched(0, 0, List.of());
        assertThat(SiteSummary.of(
                        new SiteResult(Path.of("site"), true, 2, 2, 3, 4, warnings, none, List.of(), List.of(), grade)))
                .containsExactly(
                        "Made the site of 2 repositories with 2 tags: 3 files in site",
                        "Held back: 2 repositories as last good, 0 as now, 1 left out");
    }

    @Test
    void blobs_notFetched_areNotReported() {
        assertThat(told(0, 0)).containsExactly("Made the site of 1 repository with 2 tags: 3 files in site");
    }
}
