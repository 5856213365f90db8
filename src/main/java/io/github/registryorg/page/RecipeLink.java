package io.github.registryorg.page;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file that an image was built from, served by the site itself.
 *
 * @param name the file's name
 * @param path relative to the page: names joined by {@code /}, with nothing in them that a URL would escape
 */
public record RecipeLink(String name, String path) {

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");

    public RecipeLink {
        name = Objects.requireNonNull(PlainText.line(name, 140), "name");
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("no path of a recipe: " + path);
        }
    }
}
