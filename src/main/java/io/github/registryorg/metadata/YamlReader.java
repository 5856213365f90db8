package io.github.registryorg.metadata;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
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
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as strangers write it. Aliases, anchors of mappings and lists, and tags of values are refused: metadata does not
 * require them, and an alias can stand for a million others.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 16;
    private static final String NOT_YAML = "is not valid YAML";
    private static final String QUOTE = "Quote the value if it has a colon, a # or another special character in it.";

    /** Plain scalars that are no value, as the core schema of YAML has them. */
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final StreamReader text;
    private final Parser parser;
    private final String file;
    private final int firstLine;

    private YamlReader(String text, String file, int firstLine) {
        this.text = new StreamReader(text);
        this.parser = new ParserImpl(this.text, options());
        this.file = file;
        this.firstLine = firstLine;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
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
        YamlReader reader = new YamlReader(text, file, firstLine);
        try {
            return reader.document();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw notYaml(file, firstLine + line, e.getProblem());
        } catch (ReaderException e) {
            long lines = text.codePoints()
                    .limit(e.getPosition())
                    .filter(character -> character == '\n')
                    .count();
            throw notYaml(file, firstLine + (int) lines, e.getMessage());
        } catch (RegistryException e) {
            throw e;
        } catch (NumberFormatException e) {
            // SnakeYAML's, where the number in an escape is too large even for it to refuse
            String cause = "an escape in double quotes names no character";
            throw invalid(file, firstLine + reader.text.getLine(), NOT_YAML, cause, "Write the character itself.");
        } catch (RuntimeException e) {
            // what its limits refuse has no line
            throw notYaml(file, firstLine + reader.text.getLine(), e.getMessage());
        }
    }

    private YamlValue.Mapping document() {
        parser.getEvent(); // the start of the stream
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new YamlValue.Mapping(Map.of(), firstLine);
        }
        parser.getEvent(); // the start of the document
        Event first = parser.getEvent();
        if (!(first instanceof MappingStartEvent start)) {
            throw invalid(first, "must be a mapping of keys to values", "Write one \"key: value\" a line.");
        }
        YamlValue.Mapping mapping = mapping(start, 1);
        parser.getEvent(); // the end of the document
        Event next = parser.getEvent();
        if (!next.is(Event.ID.StreamEnd)) {
            throw invalid(next, "has more than one YAML document", "Keep one: a line of --- begins another.");
        }
        return mapping;
    }

    private YamlValue.Mapping mapping(MappingStartEvent start, int depth) {
        refuseAnchor(start, start.getTag());
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            String key = key(event);
            YamlValue value = value(parser.getEvent(), depth);
            if (!keys.add(key)) {
                throw invalid(event, "has the key \"" + key + "\" twice", "Keep one of them.");
            }
            if (!(value instanceof YamlValue.Scalar scalar && scalar.isNull())) {
                entries.put(key, value);
            }
        }
        return new YamlValue.Mapping(Collections.unmodifiableMap(entries), line(start));
    }

    private String key(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        refuseAlias(event);
        throw invalid(event, "has a key that is not a text", "Write one \"key: value\" a line.");
    }

    private YamlValue.Sequence sequence(SequenceStartEvent start, int depth) {
        refuseAnchor(start, start.getTag());
        List<YamlValue> items = new ArrayList<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
            items.add(value(event, depth));
        }
        return new YamlValue.Sequence(items, line(start));
    }

    private YamlValue value(Event event, int depth) {
        if (depth >= MAX_DEPTH) {
            throw invalid(event, "is nested more than " + MAX_DEPTH + " deep", "Write it flatter.");
        }
        if (event instanceof MappingStartEvent start) {
            return mapping(start, depth + 1);
        }
        if (event instanceof SequenceStartEvent start) {
            return sequence(start, depth + 1);
        }
        refuseAlias(event);
        // an anchor of a text or a key is harmless as long as nothing refers to it
        ScalarEvent scalar = (ScalarEvent) event;
        refuseTag(scalar, scalar.getTag());
        boolean isNull = scalar.isPlain() && NULLS.contains(scalar.getValue());
        return new YamlValue.Scalar(isNull ? "" : scalar.getValue(), scalar.isPlain(), line(scalar));
    }

    private void refuseAnchor(NodeEvent event, @Nullable String tag) {
        if (event.getAnchor() != null) {
            throw anchor(event);
        }
        refuseTag(event, tag);
    }

    private void refuseTag(Event event, @Nullable String tag) {
        if (tag != null) {
            throw invalid(event, "has a type tag (!)", "Quote the value if it begins with an exclamation mark.");
        }
    }

    private void refuseAlias(Event event) {
        if (event instanceof AliasEvent) {
            throw anchor(event);
        }
    }

    private RegistryException anchor(Event event) {
        return invalid(event, "has an anchor or alias (& or *)", "Write the value out, or quote it.");
    }

    private int line(Event event) {
        return firstLine + event.getStartMark().getLine();
    }

    private RegistryException invalid(Event event, String what, String hint) {
        return invalid(file, line(event), what, null, hint);
    }

    private static RegistryException notYaml(String file, int line, @Nullable String cause) {
        return invalid(file, line, NOT_YAML, firstLineOf(cause), QUOTE);
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
