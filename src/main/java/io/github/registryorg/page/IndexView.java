package io.github.registryorg.page;

import java.util.Objects;

/**
 * What a page of the index of all repositories shows. All texts may come from strangers.
 *
 * @param registry the registry's title; blank: a general one
 * @param page one of the index's
 */
public record IndexView(String registry, RepositoryIndex.Page page) {

    public IndexView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(page, "page");
    }
}
