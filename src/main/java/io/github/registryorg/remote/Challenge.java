package io.github.registryorg.remote;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked: the header {@code WWW-Authenticate} (RFC 9110, 11.6.1).
 *
 * @param scheme lower case: {@code bearer} or {@code basic}
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern SCHEME = Pattern.compile("\\s*(?<scheme>[A-Za-z]{1,20})(?=\\s|$)");
    private static final Pattern PARAMETER = Pattern.compile(
            "[\\s,]*(?<name>[A-Za-z_]{1,30})\\s*=\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<plain>[^\\s,\"]++))");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The first challenge that can be met; tokens before passwords, which they spare. */
    static Optional<Challenge> of(List<String> headers) {
        List<Challenge> all =
                headers.stream().map(Challenge::parse).flatMap(Optional::stream).toList();
        return all.stream()
                .filter(one -> one.scheme.equals("bearer") && one.parameters.containsKey("realm"))
                .findFirst()
                .or(() -> all.stream().filter(one -> one.scheme.equals("basic")).findFirst());
    }

    private static Optional<Challenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        for (int at = scheme.end(); parameter.find(at) && parameter.start() == at; at = parameter.end()) {
            String value = parameter.group("quoted") == null
                    ? parameter.group("plain")
                    : parameter.group("quoted").replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group("name").toLowerCase(Locale.ROOT), value);
        }
        return Optional.of(new Challenge(scheme.group("scheme").toLowerCase(Locale.ROOT), parameters));
    }

    /** Null where it has none. */
    String parameter(String name) {
        return parameters.get(name);
    }
}
