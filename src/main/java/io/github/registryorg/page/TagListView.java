package io.github.registryorg.page;

import io.github.registryorg.oci.RepositoryName;
import java.util.Objects;

/**
 * A page of tags that the page of their repository has no room for: {@code <repository>/-/list/<n>/index.html}, n from 2.
 *
 * @param registry the registry's title; blank: a general one
 * @param name the repository's name
 * @param list the tags
 */
public record TagListView(String registry, RepositoryName name, TagList list) {

    public TagListView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(list, "list");
    }
}
