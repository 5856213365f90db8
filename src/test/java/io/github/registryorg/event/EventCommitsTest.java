package io.github.registryorg.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.git.GitRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which base a contribution is judged by. */
class EventCommitsTest {

    private static final String HEAD = "b".repeat(40);

    @TempDir
    Path temporary;

    private GitDirectoryFixture git;
    private String base;

    @BeforeEach
    void begin() {
        git = GitDirectoryFixture.init(temporary.resolve("registry"));
        base = git.file("registry.yaml", "formatVersion: 1\n").commit("The registry");
    }

    private EventCommits found(String commit, String branch) {
        return EventCommits.in(git.directory(), new CiEvent.CommitRange(commit, branch, HEAD));
    }

    @Test
    void base_thatHasMovedOn_isTheNewest() {
        String newer = git.file("more", "x").commit("More");
        git.git("update-ref", "refs/remotes/origin/main", newer);
        assertThat(found(base, "main")).isEqualTo(new EventCommits("refs/remotes/origin/main", HEAD));
        assertThat(found(newer, "main").base()).isEqualTo("refs/remotes/origin/main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/origin/main", "refs/tags/origin/main"})
    void base_whoseNameAnotherRefHas_isTheFetchedOne(String other) {
        String newer = git.file("more", "x").commit("More");
        git.git("update-ref", "refs/remotes/origin/main", newer);
        git.git("update-ref", other, git.file("evil", "x").commit("Evil"));
        try (GitRepository clone = GitRepository.containing(git.directory())) {
            assertThat(clone.revision(found(base, "main").base()).id()).isEqualTo(newer);
        }
    }

    @Test
    void base_thatIsNewerThanWhatWasFetched_isTheEvents() {
        git.git("update-ref", "refs/remotes/origin/main", base);
        String newer = git.file("more", "x").commit("More");
        assertThat(found(newer, "main").base()).isEqualTo(newer);
    }

    @Test
    void base_thatWasRewritten_isTheEvents() {
        git.git("checkout", "-q", "--orphan", "other");
        git.git("update-ref", "refs/remotes/origin/main", git.commit("Other history"));
        assertThat(found(base, "main").base()).isEqualTo(base);
    }

    @Test
    void base_thatIsAbsent_isWhatWasFetched() {
        git.git("update-ref", "refs/remotes/origin/main", base);
        assertThat(found("c".repeat(40), "main").base()).isEqualTo("refs/remotes/origin/main");
        assertThat(found("c".repeat(40), "other").base()).isEqualTo("c".repeat(40));
    }

    @Test
    void base_ofAMergeQueue_isTheEvents() {
        git.git("update-ref", "refs/remotes/origin/main", git.file("more", "x").commit("More"));
        assertThat(found(base, null).base()).isEqualTo(base);
    }
}
