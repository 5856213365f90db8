package io.github.registryorg.metadata;

import com.fasterxml.jackson.databind.node.LongNode;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys at the head of a README.md, between two lines of {@code ---}, and the Markdown below them; or the keys of a
 * YAML file. Knows where each key is.
 */
public final class FrontMatter {

    /** Bytes of a file with front matter, at most. */
    public static final int MAX_SIZE = 1024 * 1024;

    private final String file;
    private final YamlValue.Mapping keys;
    private final List<YamlReader.CommentedKey> commentedKeys;
    private final String body;

    /** Of what was not read. */
    static final FrontMatter NONE =
            new FrontMatter("", new YamlReader.Document(new YamlValue.Mapping(Map.of(), 1), List.of()), "");

    private FrontMatter(String file, YamlReader.Document document, String body) {
        this.file = file;
        this.keys = document.keys();
        this.commentedKeys = document.commentedKeys();
        this.body = body;
    }

    /**
     * Reads a Markdown file with front matter. A byte order mark and CRLF are fine.
     *
     * @throws RegistryException {@code FRONT_MATTER_INVALID} with file and line
     */
    public static FrontMatter readMarkdown(String file, byte[] content) {
        String text = decode(file, content);
        if (!startsWithFence(text)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "has no front matter in its first line")
                            .hint("Begin the file with a line of ---, then one \"key: value\" a line, then --- again.")
                            .at(new Location(file, 1)));
        }
        int start = text.indexOf('\n') + 1;
        for (int line = start; line < text.length(); ) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            String stripped = text.substring(line, end).stripTrailing();
            if (stripped.equals("---") || stripped.equals("...")) {
                String body = end < text.length() ? text.substring(end + 1) : "";
                return new FrontMatter(file, YamlReader.readMapping(text.substring(start, line), file, 2), body);
            }
            line = end + 1;
        }
        throw new RegistryException(
                Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "has front matter that does not end")
                        .hint("Put a line of --- behind the last key.")
                        .at(new Location(file, 1)));
    }

    /** Reads a YAML file. */
    public static FrontMatter readYaml(String file, byte[] content) {
        return new FrontMatter(file, YamlReader.readMapping(decode(file, content), file, 1), "");
    }

    /** Whether a Markdown file begins as one with front matter does. */
    public static boolean isIn(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 16), StandardCharsets.UTF_8);
        return startsWithFence(head.startsWith("\uFEFF") ? head.substring(1) : head);
    }

    private static boolean startsWithFence(String text) {
        int end = text.indexOf('\n');
        return text.startsWith("---") && end > 0 && text.substring(3, end).isBlank();
    }

    private static String decode(String file, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return marked.indexOf('\r') < 0 ? marked : marked.replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            throw new RegistryException(
                    Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "is not UTF-8")
                            .hint("Save it as UTF-8.")
                            .at(new Location(file, line)),
                    e);
        }
    }

    public String file() {
        return file;
    }

    /** The Markdown below the front matter; empty where there is none. */
    public String body() {
        return body;
    }

    YamlValue.Mapping keys() {
        return keys;
    }

    /** Keys that have a comment where their value would be, so that they are not among the others. */
    List<YamlReader.CommentedKey> commentedKeys() {
        return commentedKeys;
    }

    /** Where a key is; the file as a whole if it is absent. */
    public Location at(String key) {
        YamlValue value = keys.entries().get(key);
        return value == null ? Location.of(file) : new Location(file, value.line());
    }

    /** The lines of all texts below a key, each of the first that is the same; empty if the key is absent. */
    Map<String, Integer> linesBelow(String key) {
        Map<String, Integer> lines = new HashMap<>();
        YamlValue value = keys.entries().get(key);
        if (value != null) {
            forEachText(value, (text, line) -> lines.putIfAbsent(text, line));
        }
        return lines;
    }

    /** The text of a scalar, whatever its type; empty if absent or no scalar. */
    public Optional<String> text(String key) {
        return text(keys.entries().get(key));
    }

    static Optional<String> text(@Nullable YamlValue value) {
        return value instanceof YamlValue.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** Hands on all keys and values, at whatever depth, each with its line. */
    public void forEachText(ObjIntConsumer<String> texts) {
        forEachText(keys, texts);
    }

    private static void forEachText(YamlValue value, ObjIntConsumer<String> texts) {
        if (value instanceof YamlValue.Mapping mapping) {
            mapping.entries().forEach((key, item) -> {
                texts.accept(key, item.line());
                forEachText(item, texts);
            });
        } else if (value instanceof YamlValue.Sequence sequence) {
            sequence.items().forEach(item -> forEachText(item, texts));
        } else if (value instanceof YamlValue.Scalar scalar) {
            texts.accept(scalar.text(), scalar.line());
        }
    }

    /** A plain integer; empty if absent or anything else. */
    public OptionalLong integer(String key) {
        return integer(keys.entries().get(key));
    }

    static OptionalLong integer(@Nullable YamlValue value) {
        return value instanceof YamlValue.Scalar scalar && scalar.toJson() instanceof LongNode number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** The scalars of a list, or the one scalar that is in its place; empty if absent. */
    public List<String> texts(String key) {
        return texts(keys.entries().get(key));
    }

    static List<String> texts(@Nullable YamlValue value) {
        List<String> all = new ArrayList<>();
        if (value instanceof YamlValue.Sequence list) {
            list.items().forEach(item -> text(item).ifPresent(all::add));
        } else {
            text(value).ifPresent(all::add);
        }
        return List.copyOf(all);
    }
}
