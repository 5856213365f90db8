package io.github.registryorg.secret;

import org.jspecify.annotations.Nullable;

/**
 * One text of an image.
 *
 * @param place where it is
 * @param name what names it; null for nothing
 * @param value the text
 */
record NamedText(Place place, @Nullable String name, String value) {

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
        return place.toString();
    }
}
