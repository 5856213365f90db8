package io.github.registryorg.starter;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A file to begin with.
 *
 * @param path relative to the repository, with {@code /}
 * @param text its content
 */
public record StarterFile(String path, String text) {

    public StarterFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
