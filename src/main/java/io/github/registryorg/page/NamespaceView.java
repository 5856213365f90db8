package io.github.registryorg.page;

import java.util.Objects;

/**
 * What a page of a namespace shows. All texts may come from strangers.
 *
 * @param registry the registry's title; blank: a general one
 * @param namespace that the page is of; the registry itself has pages from the second on, since the first is its home
 * @param page one of the namespace's
 */
public record NamespaceView(String registry, Namespace namespace, ListPage page) {

    public NamespaceView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(page, "page");
    }

    /** Where the page is, relative to the home page; ends with a slash. */
    public String address() {
        return namespace.address(page.number());
    }
}
