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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
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
    private final String content;
    private final List<CommentedKey> commentedKeys = new ArrayList<>();

    /** How far the content was followed, in code points, as the parser counts, and in characters. */
    private int codePoints;

    private int characters;

    private YamlReader(String text, String file, int firstLine) {
        this.content = text;
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
     * A key that has a comment where its value would be.
     *
     * @param comment from its {@code #} to the end of the line
     */
    record CommentedKey(String key, String comment, int line) {}

    /**
     * What was read.
     *
     * @param commentedKeys of all mappings, in their order
     */
    record Document(YamlValue.Mapping keys, List<CommentedKey> commentedKeys) {

        Document {
            commentedKeys = List.copyOf(commentedKeys);
        }
    }

    /**
     * Reads one mapping; an empty text is an empty mapping.
     *
     * @param firstLine the line of the file at which the text begins, counted from 1
     * @throws RegistryException {@code FRONT_MATTER_INVALID} if it is anything else
     */
    static Document readMapping(String text, String file, int firstLine) {
        Optional<YamlValue.Mapping> plain = PlainMapping.read(text, firstLine);
        if (plain.isPresent()) {
            return new Document(plain.get(), List.of());
        }
        return readAny(text, file, firstLine);
    }

    /** The same of any text, however plain: as slow as YAML is. */
    static Document readAny(String text, String file, int firstLine) {
        YamlReader reader = new YamlReader(text, file, firstLine);
        try {
            return new Document(reader.document(), reader.commentedKeys);
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
        for (Event read = parser.getEvent(); !read.is(Event.ID.MappingEnd); read = parser.getEvent()) {
            Event event = read;
            String key = key(event);
            Event next = parser.getEvent();
            YamlValue value = value(next, depth);
            if (next instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().isEmpty()) {
                commentAt(scalar.getStartMark())
                        .ifPresent(comment -> commentedKeys.add(new CommentedKey(key, comment, line(event))));
            }
            if (!keys.add(key)) {
                throw invalid(event, "has the key \"" + key + "\" twice", "Keep one of them.");
            }
            if (!(value instanceof YamlValue.Scalar scalar && scalar.isNull())) {
                entries.put(key, value);
            }
        }
        return new YamlValue.Mapping(Collections.unmodifiableMap(entries), line(start));
    }

    /** The comment that begins the rest of a line. */
    private Optional<String> commentAt(Mark mark) {
        characters = content.offsetByCodePoints(characters, mark.getIndex() - codePoints);
        codePoints = mark.getIndex();
        int end = content.indexOf('\n', characters);
        String rest = content.substring(characters, end < 0 ? content.length() : end);
        String comment = rest.strip();
        return comment.startsWith("#") && !rest.startsWith("#") ? Optional.of(comment) : Optional.empty();
    }

    private String key(Event event) {
        if (event instanceof ScalarEvent scalar) {
            requireWholeCharacters(scalar);
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
        requireWholeCharacters(scalar);
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

    /** An escape can name half a character, which no file of text can hold. */
    private void requireWholeCharacters(ScalarEvent event) {
        if (event.getValue().codePoints().anyMatch(each -> Character.getType(each) == Character.SURROGATE)) {
            throw invalid(event, "has an escape that names half a character", "Write the character itself.");
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
