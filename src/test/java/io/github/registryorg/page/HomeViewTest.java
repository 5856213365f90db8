package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HomeViewTest {

    @Test
    void registry_withoutATitle_hasADefault() {
        assertThat(new HomeView(" ", null, null, NamespaceTree.of(List.of())).title())
                .isEqualTo("Container registry");
    }

    @Test
    void repositories_few_areListedWhole() {
        assertThat(home(100).list().repositories()).hasSize(100);
        assertThat(home(100).list().namespaces()).isEmpty();

        ListPage first = home(101).list();
        assertThat(first.repositories()).isEmpty();
        assertThat(first.namespaces()).hasSize(7);
    }

    @Test
    void recent_areTheEightPublishedLast() {
        HomeView view = new HomeView(
                "Registry",
                null,
                null,
                NamespaceTree.of(List.of(
                        Samples.entry("a", null, 1, "2026-11-20T00:30:00+02:00"),
                        Samples.entry("b", null, 1, "2026-11-19T23:00:00Z"),
                        Samples.entry("c", null, 1, null),
                        Samples.entry("d", null, 1, "last week"),
                        Samples.entry("e", null, 1, "2026-11-19"))));
        assertThat(view.recent())
                .extracting(repository -> repository.name().name())
                .containsExactly("b", "a", "e");
        assertThat(home(1_000).recent()).hasSize(8);
    }

    @Test
    void tags_areThoseOfAllRepositories() {
        assertThat(home(3).tags()).isEqualTo(6);
    }

    private static HomeView home(int repositories) {
        return new HomeView(
                "Registry",
                null,
                null,
                NamespaceTree.of(IntStream.range(0, repositories)
                        .mapToObj(i -> Samples.entry("team" + i % 7 + "/app" + i, null, 2, "2026-11-20"))
                        .toList()));
    }
}
