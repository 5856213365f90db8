package io.github.registryorg.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as strangers write it. Anchors, aliases and tags are refused: metadata does not require them, and an alias can
 * stand for a million others.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 16;
    private static final String QUOTE = "Quote the value if it has a colon, a # or another special character in it.";

    private static final YAMLFactory FACTORY =
            // on by default, but not in a builder
            YAMLFactory.builder()
                    .loaderOptions(options())
                    .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                    .build();

    private final YAMLParser parser;
    private final String file;
    private final int firstLine;

    private YamlReader(YAMLParser parser, String file, int firstLine) {
        this.parser = parser;
        this.file = file;
        this.firstLine = firstLine;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(FrontMatter.MAX_SIZE);
        return options;
    }

    /**
     * Reads one mapping; an empty text is an empty mapping.
     *
     * @param firstLine the line of the file at which the text begins, counted from 1
     * @throws RegistryException {@code FRONT_MATTER_INVALID} if it is anything else
     */
    static YamlValue.Mapping readMapping(String text, String file, int firstLine) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlReader reader = new YamlReader(parser, file, firstLine);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new YamlValue.Mapping(Map.of(), firstLine);
            }
            if (first != JsonToken.START_OBJECT) {
                throw reader.invalid("must be a mapping of keys to values", "Write one \"key: value\" a line.");
            }
            YamlValue.Mapping mapping = reader.mapping(1);
            if (parser.nextToken() != null) {
                throw reader.invalid("has more than one YAML document", "Keep one: a line of --- begins another.");
            }
            return mapping;
        } catch (JsonProcessingException e) {
            throw notYaml(e, text, file, firstLine);
        } catch (IOException | RuntimeException e) {
            if (e instanceof RegistryException known) {
                throw known;
            }
            // SnakeYAML throws its own kinds for what its limits refuse
            throw invalid(file, firstLine, "is not valid YAML", firstLineOf(e.getMessage()), QUOTE);
        }
    }

    /** Jackson knows where the parser was; SnakeYAML below it knows where the problem is. */
    private static RegistryException notYaml(JsonProcessingException e, String text, String file, int firstLine) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        String cause = e.getOriginalMessage();
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            line = marked.getProblemMark().getLine() + 1;
            cause = marked.getProblem();
        } else if (e.getCause() instanceof ReaderException unreadable) {
            line = (int) text.codePoints()
                            .limit(unreadable.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
        }
        return invalid(file, firstLine + line - 1, "is not valid YAML", firstLineOf(cause), QUOTE);
    }

    private YamlValue.Mapping mapping(int depth) throws IOException {
        int line = line();
        refuseAnchor();
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            parser.nextToken();
            YamlValue value = value(depth);
            boolean absent = value instanceof YamlValue.Scalar scalar && scalar.isNull();
            if (!keys.add(key)) {
                throw invalid(file, keyLine, "has the key \"" + key + "\" twice", null, "Keep one of them.");
            }
            if (!absent) {
                entries.put(key, value);
            }
        }
        return new YamlValue.Mapping(Collections.unmodifiableMap(entries), line);
    }

    private YamlValue.Sequence sequence(int depth) throws IOException {
        int line = line();
        refuseAnchor();
        List<YamlValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(depth));
        }
        return new YamlValue.Sequence(items, line);
    }

    private YamlValue value(int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            throw invalid("is nested more than " + MAX_DEPTH + " deep", "Write it flatter.");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(depth + 1);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(depth + 1);
        }
        refuseAnchor();
        String text = parser.getText();
        // the parser resolves a plain scalar to a number or true; a quoted one stays a string
        boolean plain = token != JsonToken.VALUE_STRING;
        return new YamlValue.Scalar(token == JsonToken.VALUE_NULL ? "" : text, plain, line());
    }

    private void refuseAnchor() throws IOException {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw invalid("has an anchor or alias (& or *)", "Write the value out, or quote it.");
        }
        if (parser.getTypeId() != null) {
            throw invalid("has a type tag (!)", "Quote the value if it begins with an exclamation mark.");
        }
    }

    private int line() {
        return firstLine + parser.currentTokenLocation().getLineNr() - 1;
    }

    private RegistryException invalid(String what, String hint) {
        return invalid(file, line(), what, null, hint);
    }

    private static RegistryException invalid(String file, int line, String what, @Nullable String cause, String hint) {
        return new RegistryException(Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, what)
                .because(cause)
                .hint(hint)
                .at(new Location(file, line)));
    }

    private static @Nullable String firstLineOf(@Nullable String message) {
        return message == null ? null : message.lines().findFirst().orElse(null);
    }
}
