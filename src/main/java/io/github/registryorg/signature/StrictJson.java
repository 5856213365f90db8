package io.github.registryorg.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** JSON of a signature whose values have the types that they must have, or it is refused. */
final class StrictJson {

    private final String what;
    private final JsonNode node;

    private StrictJson(String what, JsonNode node) {
        this.what = what;
        this.node = node;
    }

    /** @param what it is, for people, such as {@code the payload} */
    static StrictJson read(String what, byte[] content) throws Refusal {
        try {
            return new StrictJson(what, Json.readObject(content));
        } catch (JsonFault e) {
            throw new Refusal("has " + what + " that " + e.what() + (e.reason() == null ? "" : ": " + e.reason()));
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    StrictJson object(String key) throws Refusal {
        return new StrictJson(key, typed(key, value(key).isObject(), "an object"));
    }

    /** The one object of a list. */
    StrictJson only(String key) throws Refusal {
        JsonNode list = typed(key, value(key).isArray(), "a list");
        typed(key, list.size() == 1 && list.get(0).isObject(), "a list of one object");
        return new StrictJson(key, list.get(0));
    }

    String text(String key) throws Refusal {
        return typed(key, value(key).isTextual(), "a text").textValue();
    }

    void require(String key, String expected) throws Refusal {
        String actual = text(key);
        if (!actual.equals(expected)) {
            throw new Refusal("has " + key + " " + quoted(actual) + ", not " + expected);
        }
    }

    long integer(String key) throws Refusal {
        return typed(key, value(key).canConvertToLong() && value(key).isIntegralNumber(), "a whole number")
                .longValue();
    }

    Instant time(String key) throws Refusal {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text(key), Instant::from);
        } catch (DateTimeParseException e) {
            throw new Refusal("has " + key + " that is not a time (RFC 3339)");
        }
    }

    /** Different texts. */
    Set<String> texts(String key, int most) throws Refusal {
        JsonNode list = typed(key, value(key).isArray() && value(key).size() <= most, "a list of at most " + most);
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode item : list) {
            typed(key, item.isTextual() && texts.add(item.textValue()), "a list of different texts");
        }
        return texts;
    }

    byte[] base64(String key) throws Refusal {
        return decoded(Base64.getDecoder(), key, text(key));
    }

    byte[] base64Url(String key) throws Refusal {
        return decoded(Base64.getUrlDecoder(), key, text(key));
    }

    static byte[] decoded(Base64.Decoder decoder, String what, String text) throws Refusal {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal("has " + what + " that is not base64");
        }
    }

    private JsonNode value(String key) {
        return node.path(key);
    }

    private JsonNode typed(String key, boolean fits, String type) throws Refusal {
        if (!fits) {
            throw new Refusal(
                    "has " + what + (node.has(key) ? " whose " + key + " is not " + type : " without " + key));
        }
        return value(key);
    }

    /** What a stranger has written, as a message can have it. */
    static String quoted(String text) {
        return "\"" + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + "\"";
    }
}
