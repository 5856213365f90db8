package io.github.registryorg.page;

import org.jspecify.annotations.Nullable;

/**
 * A name and its value, such as a variable of an image's environment or an annotation. Both may come from strangers.
 *
 * @param name never empty
 * @param value one line; may be empty
 */
public record SettingView(String name, String value) {

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_VALUE_LENGTH = 1_000;

    public SettingView {
        name = orElse(PlainText.line(name, MAX_NAME_LENGTH), "?");
        value = orElse(PlainText.line(value, MAX_VALUE_LENGTH), "");
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
