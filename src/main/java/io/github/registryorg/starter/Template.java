package io.github.registryorg.starter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with gaps. A gap names its context, and a value is quoted for that: {@code @yaml.name@}, {@code
 * @xml.name@}, {@code @text.name@} for Markdown, {@code @code.name@} for Markdown's code and for scripts, where nothing can
 * be quoted and few characters may be, {@code @block.name@} for lines of our own at the gap's indentation, which may have
 * gaps too.
 */
final class Template {

    private static final Pattern GAP = Pattern.compile("@(yaml|xml|text|code)\\.([a-zA-Z]+)@");
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)@block\\.([a-zA-Z]+)@\n");
    private static final Pattern CODE = Pattern.compile("[^\\p{Cntrl}`\"'$\\\\]*");
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]<>#+!|~&-]");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    /** One of those that come with the plugin. */
    static Template of(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such template: " + name);
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with these values; of blocks, names of templates. */
    String fill(Map<String, String> values) {
        return GAP.matcher(whole(values))
                .replaceAll(gap -> Matcher.quoteReplacement(quoted(gap.group(1), value(values, gap.group(2)))));
    }

    /** The text with its blocks, which may have blocks themselves. */
    private String whole(Map<String, String> values) {
        return BLOCK.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(block(gap.group(2), gap.group(1), values)));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return value;
    }

    private static String block(String gap, String indentation, Map<String, String> values) {
        String name = value(values, gap);
        return name.isEmpty()
                ? ""
                : of(name).whole(values)
                        .lines()
                        .map(line -> line.isEmpty() ? "\n" : indentation + line + "\n")
                        .reduce("", String::concat);
    }

    private static String quoted(String kind, String value) {
        return switch (kind) {
            case "yaml" -> yaml(value);
            case "code" -> code(value);
            case "xml" -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            default -> MARKDOWN.matcher(value).replaceAll("\\\\$0");
        };
    }

    private static String code(String value) {
        if (!CODE.matcher(value).matches()) {
            throw new IllegalArgumentException("not for code: " + value);
        }
        return value;
    }

    /** A scalar in double quotes, in which nothing has a meaning but the backslash. */
    private static String yaml(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
