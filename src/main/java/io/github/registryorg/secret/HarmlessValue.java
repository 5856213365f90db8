package io.github.registryorg.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that are not secret, even under a secret's name: nothing, references, placeholders, switches, paths. */
final class HarmlessValue {

    private static final int MAX_PATH_LENGTH = 1000;

    /** Characters of a key in base64: 12 bytes. */
    private static final int SHORTEST_KEY = 16;

    private static final Pattern BASE64 =
            Pattern.compile("(?=[^A-Z]{0,1000}+[A-Z])(?=[^a-z]{0,1000}+[a-z])(?=[^0-9]{0,1000}+[0-9])[A-Za-z0-9+/]++");

    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "y",
            "n",
            "enabled",
            "disabled",
            "enable",
            "disable",
            "none",
            "null",
            "nil",
            "undefined",
            "unset",
            "empty",
            "optional",
            "required",
            "auto",
            "default",
            "changeme",
            "change-me",
            "change_me",
            "changeit",
            "placeholder",
            "redacted",
            "example",
            "dummy",
            "todo",
            "n/a",
            "prompt",
            "ask",
            "env",
            "generated");

    /** {@code $NAME}, what holds <code>${NAME}</code> or <code>{{name}}</code>, {@code $(…)}, {@code %NAME%}, the pattern of a {@code sed}. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\w*+|\\.[*+].*+|\\$\\(.*+|`.*+|%\\w++%|@\\w++@|.*?(?:\\$\\{|\\{\\{|<%).*+|<[^<>]*+>", Pattern.DOTALL);

    /** A name within a place that keeps secrets. */
    private static final Pattern KEPT_ELSEWHERE =
            Pattern.compile("(?:arn|vault|op|ssm|secretsmanager|awssm|gcpsm|akv|env|file|bao)(?::.{0,2000}+)");

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,20}+://[^\\s@]{1,2000}+");

    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z]:(?=[/\\\\])|~|\\.{1,2}+(?=/))?(?:[/\\\\][\\w.@+ -]{0,255}+)++");

    /** A part of a path that looks random, unlike file names. */
    private static final Pattern RANDOM =
            Pattern.compile("(?=[^/\\\\]{0,60}[A-Z])(?=[^/\\\\]{0,60}[a-z])(?=[^/\\\\]{0,60}\\d)[\\w+]{12,}");

    private static final Pattern FINGERPRINT =
            Pattern.compile("(?:0x)?[0-9A-Fa-f]{8}(?:[0-9A-Fa-f]{8})?(?:[0-9A-Fa-f]{24})?|(?i:sha\\d{1,3}[:-]).*+");

    /** As package managers have it: {@code 0.20.5-r0}, {@code 1:4.13+dfsg1-1}, {@code ^4.0.0}. */
    private static final Pattern VERSION =
            Pattern.compile("(?:\\d{1,3}+:)?[~^]?\\d{1,8}+(?:\\.\\d{1,8}+){1,5}+(?:[+~_-][a-z0-9.]{1,20}+){0,6}+");

    private HarmlessValue() {}

    static boolean is(String text) {
        String value = text.strip();
        return value.isEmpty()
                || isMask(value)
                || WORDS.contains(value.toLowerCase(Locale.ROOT))
                || value.length() <= 3 && value.chars().allMatch(Character::isDigit)
                || REFERENCE.matcher(value).matches()
                || KEPT_ELSEWHERE.matcher(value).matches()
                || URL.matcher(value).matches()
                || isPath(value);
    }

    private static boolean isPath(String value) {
        return value.length() <= MAX_PATH_LENGTH
                && PATH.matcher(value).matches()
                && !RANDOM.matcher(value).find()
                && !isBase64(value);
    }

    /**
     * Whether what could be a path is random bytes in base64, which has slashes too: it has letters of both cases and
     * digits, and goes from one to another more often than words do.
     */
    private static boolean isBase64(String value) {
        if (value.length() < SHORTEST_KEY || !BASE64.matcher(value).matches()) {
            return false;
        }
        int pairs = 0;
        int changes = 0;
        for (int i = 1; i < value.length(); i++) {
            char before = value.charAt(i - 1);
            char here = value.charAt(i);
            if (before == '/' || here == '/') {
                continue;
            }
            pairs++;
            boolean startsWord = Character.isUpperCase(before) && Character.isLowerCase(here);
            if (kind(before) != kind(here) && !startsWord) {
                changes++;
            }
        }
        return changes * 3 >= pairs;
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLowerCase(c) ? 2 : 3;
    }

    /** Whether it is a version, as in {@code apt-get install passwd=1:4.13}. */
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Whether it looks like something that a machine made: long, one word, of letters and digits. */
    static boolean isToken(String text) {
        String value = text.strip();
        return value.length() >= 16
                && value.chars().noneMatch(Character::isWhitespace)
                && value.chars().anyMatch(Character::isDigit)
                && value.chars().anyMatch(Character::isLetter)
                && !FINGERPRINT.matcher(value).matches();
    }

    /** One character, again and again: {@code ****}, {@code xxxx}; {@code !} locks a password. */
    private static boolean isMask(String value) {
        char first = value.charAt(0);
        return (first == '*' || first == 'x' || first == 'X' || first == '.' || first == '-' || first == '!')
                && value.chars().allMatch(c -> c == first);
    }

    /** Whether it is a sentence, as descriptions are. */
    static boolean isProse(String value) {
        return value.strip().split("\\s+", 5).length >= 4;
    }
}
