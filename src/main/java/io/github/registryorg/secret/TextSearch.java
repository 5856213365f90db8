package io.github.registryorg.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets in one text: tokens of well-known forms, and values under a secret's name. */
final class TextSearch {

    private static final List<SecretFormat> FORMATS = Stream.concat(
                    SecretFormat.TOKENS.stream(), CommandFormats.ALL.stream())
            .toList();

    /** Secrets of one text that are reported, at most. */
    private static final int MAX_HITS = 8;

    private static final int MAX_ENCODED_LENGTH = 512 * 1024;

    private static final String QUOTED = "\\\\?\"[^\"\\\\]{1,2000}+|\\\\?'[^'\\\\]{1,2000}+";
    private static final String VALUE = "(" + QUOTED + "|[^\\s\"'`;|&<>(){},\\\\]{1,2000}+)";

    private static final List<Pattern> ASSIGNMENTS = List.of(
            // NAME=value, as in a shell and in connection strings
            Pattern.compile("(?<![\\w.$%-])([A-Za-z_][\\w.-]{1,127}+)=(?!=)" + VALUE),
            // ENV NAME value, as in a Dockerfile
            Pattern.compile(
                    "(?<![\\w.-])(?:ENV|ARG|LABEL)[ \\t]{1,4}+([A-Za-z_][\\w.-]{1,127}+)[ \\t]{1,4}+(?!#)" + VALUE),
            // --name=value, --name value, -Dname=value
            Pattern.compile("(?<![\\w-])--?([A-Za-z][\\w.-]{2,127}+)(?:=|[ \\t]{1,4}+(?!-))" + VALUE),
            // npm config set name value, aws configure set name value
            Pattern.compile(
                    "(?<![\\w./-])config(?:ure)?[ \\t]{1,4}+(?:set[ \\t]{1,4}+)?+(?:--?[\\w-]{1,40}+[ \\t]{1,4}+){0,4}+"
                            + "([^\\s=\"']{2,300}+)[ \\t]{1,4}+(?!-)" + VALUE),
            // "name": "value"
            Pattern.compile("\"([A-Za-z_][\\w.:-]{1,127}+)\\\\?\"\\s{0,8}+:\\s{0,8}+(\\\\?\"[^\"\\\\]{1,2000}+)"),
            // a line of YAML or of a properties file
            Pattern.compile("(?m)^[ \\t]{0,60}+([A-Za-z_][\\w.-]{1,127}+)[ \\t]?[:=][ \\t]{1,8}+"
                    + "(\\S{1,2000}+)[ \\t]{0,8}+\\r?$"));

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\r\\n]{40,}+={0,2}\\s*+");

    /**
     * A secret that was found.
     *
     * @param what what it is, with its article
     * @param shown what may be printed of it
     * @param value the secret itself
     */
    record Hit(String what, String shown, String value) {
        @Override
        public String toString() {
            return what + " " + shown;
        }
    }

    private final List<Hit> hits = new ArrayList<>();

    private TextSearch() {}

    /**
     * Searches a value.
     *
     * @param name what names it; null for nothing
     * @param mayBeProse whether what is named may be a sentence about it, as in labels
     */
    static List<Hit> search(@Nullable String name, String value, boolean mayBeProse) {
        TextSearch search = new TextSearch();
        search.tokens(value);
        search.assignments(value);
        if (name != null && !(mayBeProse && HarmlessValue.isProse(value))) {
            search.named(name, value);
        }
        if (search.hits.isEmpty()) {
            search.encoded(value);
        }
        return search.hits;
    }

    /** Whether it holds a token of a well-known form. */
    static boolean hasToken(String text) {
        TextSearch search = new TextSearch();
        search.tokens(text);
        return !search.hits.isEmpty();
    }

    private void tokens(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (SecretFormat format : FORMATS) {
            if (!lower.contains(format.keyword())) {
                continue;
            }
            Matcher matcher = format.pattern().matcher(text);
            while (hits.size() < MAX_HITS && matcher.find()) {
                String value = matcher.group(1);
                if (!HarmlessValue.is(value)) {
                    add(format.what(), format.shown(), value);
                }
            }
        }
    }

    private void assignments(String text) {
        for (Pattern pattern : ASSIGNMENTS) {
            Matcher matcher = pattern.matcher(text);
            while (hits.size() < MAX_HITS && matcher.find()) {
                String name = matcher.group(1);
                String value = unquoted(matcher.group(2));
                // names of packages are lower-case
                boolean isPackage = name.equals(name.toLowerCase(Locale.ROOT)) && HarmlessValue.isVersion(value);
                if (!isPackage) {
                    named(name, value);
                }
            }
        }
    }

    private void named(String name, String value) {
        SecretName kind = SecretName.of(name);
        if (kind == SecretName.PLAIN
                || HarmlessValue.is(value)
                || kind == SecretName.LIKELY && !HarmlessValue.isToken(value)
                // what a manual shows: --token TOKEN
                || value.equals(value.toUpperCase(Locale.ROOT))
                        && name.toUpperCase(Locale.ROOT).endsWith(value)) {
            return;
        }
        add("a value named like a secret", "", value);
    }

    /** What base64 hides, once: keys and files are put into variables so. */
    private void encoded(String text) {
        String value = text.strip();
        if (value.length() > MAX_ENCODED_LENGTH || !BASE64.matcher(value).matches()) {
            return;
        }
        String decoded;
        try {
            decoded = new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return;
        }
        tokens(decoded);
        assignments(decoded);
    }

    private void add(String what, String shown, String value) {
        if (hits.size() < MAX_HITS && hits.stream().noneMatch(hit -> value.contains(hit.value()))) {
            hits.add(new Hit(what, shown, value));
        }
    }

    private static String unquoted(String value) {
        int start = value.startsWith("\\") ? 1 : 0;
        boolean quoted = value.length() > start && (value.charAt(start) == '"' || value.charAt(start) == '\'');
        return quoted ? value.substring(start + 1) : value;
    }
}
