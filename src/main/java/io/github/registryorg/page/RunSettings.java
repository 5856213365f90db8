package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a container of an image runs, as its config tells: all of it, as written. Pages show the first of it
 * ({@link ConfigView}).
 *
 * @param parameters entry point, command, user and the like, in the order in which they are shown
 * @param environment its variables; of equal names, the last
 * @param labels of the image
 */
public record RunSettings(Map<String, String> parameters, Map<String, String> environment, Map<String, String> labels) {

    static final String ENVIRONMENT = "Environment";
    static final String LABEL = "Label";

    private static final int FINGERPRINT_LENGTH = 12;

    public RunSettings {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** By a name that tells the list too, such as {@code Environment PATH}. */
    Map<String, String> byName() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        environment.forEach((name, value) -> all.put(ENVIRONMENT + " " + name, value));
        labels.forEach((name, value) -> all.put(LABEL + " " + name, value));
        return all;
    }

    /** Equal for equal settings in whatever order, and for no others in practice: pages that show the first tell by it. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(byName())
                .forEach((name, value) -> text.append(name.length())
                        .append(' ')
                        .append(name)
                        .append(value.length())
                        .append(' ')
                        .append(value));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, FINGERPRINT_LENGTH);
    }
}
