package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HomeViewTest {

    @Test
    void repositories_listed_areGroupedByFirstComponent() {
        List<Namespace> namespaces =
                home("a/z", "b", "a-b/x", "a/b/c", "a", "c/d").namespaces();

        assertThat(namespaces).extracting(Namespace::name).containsExactly(null, "a", "a-b", "c");
        assertThat(namespaces)
                .flatExtracting(Namespace::repositories)
                .extracting(entry -> entry.name().name())
                .containsExactly("a", "b", "a/b/c", "a/z", "a-b/x", "c/d");
    }

    @Test
    void namespaces_fewOrMany_haveNoOverview() {
        assertThat(HomeView.isOverviewUseful(home("a/x", "b/x").namespaces())).isFalse();
        assertThat(HomeView.isOverviewUseful(home("a/x", "b/x", "c/x").namespaces()))
                .isTrue();
        String[] many = Stream.iterate(0, i -> i < 101, i -> i + 1)
                .map(i -> "n" + i + "/x")
                .toArray(String[]::new);
        assertThat(HomeView.isOverviewUseful(home(many).namespaces())).isFalse();
    }

    @Test
    void registry_withoutATitle_hasADefault() {
        assertThat(new HomeView(" ", null, null, List.of()).title()).isEqualTo("Container registry");
    }

    private static HomeView home(String... names) {
        return new HomeView(
                "Registry",
                null,
                null,
                Stream.of(names).map(name -> Samples.entry(name, null, 1, null)).toList());
    }
}
