package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Configuration for a web server: a text that ships with us, in which names such as {@code @STORES@} stand for what
 * differs between registries.
 */
final class ServerConfig {

    static final MediaType TEXT = new MediaType("text/plain");

    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";

    /** A repository's name, as a pattern without groups. */
    static final String NAME = COMPONENT + "(?:/" + COMPONENT + ")*";

    /** A media type's type, subtype or suffix, as long as all three together still are the name of a file. */
    static final String PART = "[A-Za-z0-9_.-]{1,63}";

    /** Patterns of the specification's grammar, which nginx, Apache and Caddy all read alike; none has a group. */
    private static final Map<String, String> GRAMMAR = Map.of(
            "@NAME@",
            NAME,
            "@TAG@",
            "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}",
            "@DIGEST@",
            "(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})",
            "@PART@",
            PART,
            "@POLICY@",
            PagePolicy.CONTENT_SECURITY);

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();

    private ServerConfig(String text) {
        this.text = text;
    }

    static ServerConfig of(String resource) {
        try (InputStream in = ServerConfig.class.getResourceAsStream(resource)) {
            return new ServerConfig(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerConfig with(String name, String value) {
        values.put(name, value);
        return this;
    }

    String text() {
        String filled = text;
        for (Map.Entry<String, String> term : GRAMMAR.entrySet()) {
            filled = filled.replace(term.getKey(), term.getValue());
        }
        // last, so that nothing in a value is taken for a name
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
