package io.github.registryorg.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.util.Tokenizer;

/**
 * How a registry requires clients to authenticate: the header {@code WWW-Authenticate} (RFC 9110, 11.6.1), of which
 * each line may have several challenges. The library's {@code AuthChallengeParser} fails for {@code Negotiate, Bearer
 * realm="…"} and takes {@code Basic,Bearer} for one scheme, so only its tokenizer is used.
 *
 * @param scheme lower case: {@code bearer} or {@code basic}
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Tokenizer.Delimiter NAME_END = Tokenizer.delimiters("=, \t".toCharArray());
    private static final Tokenizer.Delimiter VALUE_END = Tokenizer.delimiters(", \t".toCharArray());

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The first challenge that can be met; tokens before passwords, which they spare. */
    static Optional<Challenge> of(List<String> headers) {
        List<Challenge> all =
                headers.stream().map(Challenge::parse).flatMap(List::stream).toList();
        return all.stream()
                .filter(one -> one.scheme.equals("bearer") && one.parameters.containsKey("realm"))
                .findFirst()
                .or(() -> all.stream().filter(one -> one.scheme.equals("basic")).findFirst());
    }

    /** In one pass, up to what can't be part of a challenge. A scheme's {@code token68} passes as a name or parameter. */
    private static List<Challenge> parse(String header) {
        List<Challenge> all = new ArrayList<>();
        Tokenizer.Cursor cursor = new Tokenizer.Cursor(0, header.length());
        String scheme = "";
        Map<String, String> parameters = new TreeMap<>();
        while (skipTo(cursor, header, ", \t")) {
            String name =
                    Tokenizer.INSTANCE.parseToken(header, cursor, NAME_END).toLowerCase(Locale.ROOT);
            boolean isParameter = skipTo(cursor, header, " \t") && header.charAt(cursor.getPos()) == '=';
            if (!isParameter) {
                all.add(new Challenge(scheme, parameters));
                scheme = name;
                parameters = new TreeMap<>();
                continue;
            }
            cursor.updatePos(cursor.getPos() + 1);
            boolean isQuoted = skipTo(cursor, header, " \t") && header.charAt(cursor.getPos()) == '"';
            String value = Tokenizer.INSTANCE.parseValue(header, cursor, VALUE_END);
            if (name.isEmpty() || isQuoted && header.charAt(cursor.getPos() - 1) != '"') {
                break;
            }
            parameters.putIfAbsent(name, value);
        }
        all.add(new Challenge(scheme, parameters));
        return all;
    }

    /** Passes over these characters; false at the end. */
    private static boolean skipTo(Tokenizer.Cursor cursor, String header, String passed) {
        int at = cursor.getPos();
        while (at < header.length() && passed.indexOf(header.charAt(at)) >= 0) {
            at++;
        }
        cursor.updatePos(at);
        return at < header.length();
    }

    /** The same for no repository: what the root of a registry names is an example at most. */
    Challenge withoutScope() {
        Map<String, String> others = new TreeMap<>(parameters);
        others.remove("scope");
        return new Challenge(scheme, others);
    }

    /** Empty where it has none. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
