package io.github.registryorg.page;

import java.util.Objects;

/**
 * The registry's logo, which pages show as an image.
 *
 * @param kind its format
 * @param content its bytes, never changed
 */
public record Logo(Kind kind, byte[] content) {

    /** The formats of logos. */
    public enum Kind {
        SVG(".svg"),
        PNG(".png");

        private final String extension;

        Kind(String extension) {
            this.extension = extension;
        }

        String extension() {
            return extension;
        }
    }

    public Logo {
        Objects.requireNonNull(kind, "kind");
        content = content.clone();
    }
}
