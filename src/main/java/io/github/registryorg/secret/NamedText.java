package io.github.registryorg.secret;

/**
 * One text of an image.
 *
 * @param place where it is
 * @param name what names it; null for nothing
 * @param value the text
 */
record NamedText(Place place, String name, String value) {

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
        return place.toString();
    }
}
