package io.github.registryorg.host;

import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.ServedReferrers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Configuration for a web server, or a program for a host that runs some: a text that ships with us, in which names such as
 * {@code @STORES@} stand for what differs between registries.
 */
final class ServerConfig {

    static final MediaType TEXT = new MediaType("text/plain");

    /** A media type's type, subtype or suffix, as long as all three together still are the name of a file. */
    static final String PART = "[A-Za-z0-9_.-]{1,63}";

    private static final String DIGEST = Stream.of(DigestAlgorithm.values())
            .map(algorithm -> algorithm.id() + ":[0-9a-f]{" + algorithm.hexLength() + "}")
            .collect(Collectors.joining("|", "(?:", ")"));

    /**
     * What is the same for all registries. Patterns are the specification's grammar, which nginx, Apache and Caddy all
     * read alike; none has a group.
     */
    private static final Map<String, String> TERMS = Map.of(
            "@NAME@",
            RepositoryName.PATTERN,
            "@TAG@",
            Tag.PATTERN,
            "@DIGEST@",
            DIGEST,
            "@PART@",
            PART,
            "@POLICY@",
            PagePolicy.HEADER,
            "@INERT@",
            PagePolicy.INERT,
            "@IMMUTABLE@",
            CacheControl.IMMUTABLE,
            "@SHORT@",
            CacheControl.SHORT,
            "@NO_REFERRERS@",
            new String(ServedReferrers.none(), StandardCharsets.UTF_8));

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
        for (Map.Entry<String, String> term : TERMS.entrySet()) {
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
