package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an engine asks a container whether it works: Docker's {@code Healthcheck}, which no specification of OCI has.
 *
 * @param test as written: {@code CMD} and a command, {@code CMD-SHELL} and a line for a shell, or {@code NONE}
 * @param numbers {@code Retries}, and in nanoseconds {@code Interval} and the like; without zeros, which mean the usual
 */
public record HealthCheck(List<String> test, Map<String, Long> numbers) {

    private static final List<String> NUMBERS =
            List.of("Interval", "Timeout", "StartPeriod", "StartInterval", "Retries");

    public HealthCheck {
        test = List.copyOf(test);
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    }

    /** Null where there is none. */
    static @Nullable HealthCheck of(JsonNode check, List<String> test) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String key : NUMBERS) {
            JsonNode value = check.path(key);
            if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() != 0) {
                numbers.put(key, value.longValue());
            }
        }
        return test.isEmpty() && numbers.isEmpty() ? null : new HealthCheck(test, numbers);
    }
}
