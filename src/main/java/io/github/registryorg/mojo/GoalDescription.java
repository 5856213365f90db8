package io.github.registryorg.mojo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A goal, as the descriptor of the plugin describes it to users.
 *
 * @param name without the prefix
 * @param description in plain text, of one paragraph or several
 * @param parameters that users can set, sorted by name
 */
record GoalDescription(String name, String description, List<Parameter> parameters) {

    GoalDescription {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter.
     *
     * @param name in the configuration of the plugin
     * @param description in plain text
     * @param property that sets it on the command line; null for none
     * @param defaultValue null for none
     * @param isRequired whether Maven insists on it
     * @param since the version that had it first; null for all
     * @param deprecated why it should not be used any more; null where it should
     */
    record Parameter(
            String name,
            String description,
            @Nullable String property,
            @Nullable String defaultValue,
            boolean isRequired,
            @Nullable String since,
            @Nullable String deprecated) {}
}
