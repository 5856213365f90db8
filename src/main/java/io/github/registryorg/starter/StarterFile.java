package io.github.registryorg.starter;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * A file to begin with.
 *
 * @param path relative to the repository, with {@code /}
 * @param text its content
 * @param mark what a file begins with that may be replaced, since it was made like this one; empty where none may
 */
public record StarterFile(String path, String text, String mark) {

    public StarterFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(mark, "mark");
    }

    /** One that is written only where there is none. */
    public StarterFile(String path, String text) {
        this(path, text, "");
    }

    /** Options of the JVM, for a repository whose Maven runs this plugin and little else. */
    static StarterFile jvmOptions() {
        return new StarterFile(".mvn/jvm.config", Template.of("jvm.config").fill(Map.of()));
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
