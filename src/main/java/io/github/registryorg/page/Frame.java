package io.github.registryorg.page;

import org.jspecify.annotations.Nullable;

/**
 * What is around the content of each page.
 *
 * @param title of the page, as browsers and search engines show it
 * @param description for search engines; null where there is none
 * @param registry the registry's title
 * @param root leads from the page to the home page, with a slash at the end
 * @param style where the style sheet is
 * @param icon where the icon is
 */
public record Frame(
        String title, @Nullable String description, String registry, String root, String style, String icon) {}
