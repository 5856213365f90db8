package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.Connections;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goals check of the values of their parameters, where Maven's own types are too lenient. */
final class ParameterValues {

    private ParameterValues() {}

    /**
     * The items of a list, whether it was written in one line, over several, with blanks between, or a comma at the end.
     *
     * @param values null where the parameter is not set
     */
    static List<String> items(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .filter(Objects::nonNull)
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    /** The same of a list that Maven hasn't split, since it may be the answer to a question. */
    static List<String> items(String list) {
        return items(List.of(list.split(",")));
    }

    /**
     * A value that a goal can't do without in this run.
     *
     * @param meaning of the value, for the hint
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is absent or blank
     */
    static String required(@Nullable String value, String property, String meaning) {
        if (value == null || value.isBlank()) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, property, "is missing")
                    .hint("Specify " + meaning + ", with -D" + property + " or in the plugin's configuration."));
        }
        return value;
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is less than that */
    static long atLeast(long least, long value, String property) {
        if (value < least) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, property, value + " is too small")
                    .hint("Set -D" + property + " to " + least + " or more."));
        }
        return value;
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is less than one second */
    static Duration seconds(int value, String property) {
        if (value < 1) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, property, value + " is too small")
                    .hint("Set -D" + property + " to a number of seconds, 1 or more."));
        }
        return Duration.ofSeconds(value);
    }

    /**
     * How many connections a host gets.
     *
     * @param value null for the default
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is out of range
     */
    static Connections connections(@Nullable Integer value, String property) {
        if (value == null) {
            return Connections.DEFAULT;
        }
        if (value < 1 || value > Connections.MAX) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, property, value + " is not a number of connections")
                            .hint("Set -D" + property + " to a number from 1 to " + Connections.MAX + "."));
        }
        return Connections.of(value);
    }
}
