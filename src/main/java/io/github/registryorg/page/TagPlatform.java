package io.github.registryorg.page;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A platform that a tag has an image for. The name may come from strangers.
 *
 * @param name such as {@code linux/arm64}
 * @param size bytes that a pull of this platform alone moves; null where unknown
 */
public record TagPlatform(String name, @Nullable Long size) {

    private static final String USUAL = "linux/";

    public TagPlatform {
        name = Objects.requireNonNullElse(PlainText.line(name, 60), "unknown");
    }

    /** Without the operating system that nearly all images are for: {@code arm64}, but {@code windows/amd64}. */
    public String shortName() {
        return name.startsWith(USUAL) && name.length() > USUAL.length() ? name.substring(USUAL.length()) : name;
    }
}
