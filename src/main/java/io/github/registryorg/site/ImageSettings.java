package io.github.registryorg.site;

import io.github.registryorg.oci.ExecutionParameters;
import io.github.registryorg.oci.HealthCheck;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.page.RunSettings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The config of an image → how its containers run, in the words of pages. */
final class ImageSettings {

    private static final int NANO_DIGITS = 9;

    private ImageSettings() {}

    static RunSettings of(ImageConfig config) {
        ExecutionParameters execution = config.execution();
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "Entry point", words(execution.entrypoint()));
        put(parameters, "Command", words(execution.command()));
        put(parameters, "Working directory", execution.workingDirectory());
        put(parameters, "User", execution.user());
        put(parameters, "Ports", joined(execution.ports()));
        put(parameters, "Volumes", joined(execution.volumes()));
        put(parameters, "Stop signal", execution.stopSignal());
        put(parameters, "Shell", words(execution.shell()));
        put(parameters, "Health check", text(execution.healthCheck()));
        put(parameters, "On build", execution.onBuild().isEmpty() ? null : String.join("; ", execution.onBuild()));
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : execution.environment()) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return new RunSettings(parameters, environment, config.labels());
    }

    /** Such as {@code curl localhost (Interval 30 s, Retries 3)}. */
    private static @Nullable String text(@Nullable HealthCheck check) {
        if (check == null) {
            return null;
        }
        List<String> test = check.test();
        boolean hasKind = !test.isEmpty() && test.get(0).startsWith("CMD");
        List<String> command = hasKind ? test.subList(1, test.size()) : test;
        String text = hasKind && test.get(0).equals("CMD-SHELL")
                ? String.join(" ", command)
                : Objects.requireNonNullElse(words(command), "");
        String numbers = check.numbers().entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + (entry.getKey().equals("Retries") ? entry.getValue() : seconds(entry.getValue())))
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? text : (text + " (" + numbers + ")").strip();
    }

    private static String seconds(long nanoseconds) {
        return BigDecimal.valueOf(nanoseconds, NANO_DIGITS).stripTrailingZeros().toPlainString() + " s";
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private static @Nullable String joined(List<String> texts) {
        return texts.isEmpty() ? null : String.join(", ", texts);
    }

    /** As a shell would take it: words with spaces are quoted. */
    private static @Nullable String words(List<String> words) {
        return words.isEmpty()
                ? null
                : String.join(
                        " ",
                        words.stream()
                                .map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+")
                                        ? word
                                        : "'" + word.replace("'", "'\\''") + "'")
                                .toList());
    }
}
