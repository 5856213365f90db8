package io.github.registryorg.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.secret.Place.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All texts of a manifest or config, with their places. What is in no specification is searched as well. */
final class ImageTexts {

    private final Consumer<NamedText> texts;

    ImageTexts(Consumer<NamedText> texts) {
        this.texts = texts;
    }

    /** A manifest or an index. */
    void manifest(JsonNode json) {
        any(Place.of(Kind.MANIFEST), null, json);
    }

    /** A config (image specification, "Image Configuration"; Docker's has the same fields and more). */
    void config(JsonNode json) {
        fields(json, (key, index, value) -> {
            switch (key) {
                case "config", "container_config" ->
                    container(Place.of(Kind.CONFIG).below(key, index), value);
                case "history" -> elements(value, (i, entry) -> entry(Place.of(Kind.HISTORY, i), entry));
                case "author" -> entry(Place.of(Kind.AUTHOR), value);
                case "comment" -> entry(Place.of(Kind.COMMENT), value);
                default -> field(Place.of(Kind.CONFIG), key, index, value);
            }
        });
    }

    private void container(Place parent, JsonNode json) {
        if (!json.isObject()) {
            any(parent, null, json);
            return;
        }
        fields(json, (key, index, value) -> {
            switch (key) {
                case "Env" -> elements(value, this::variable);
                case "Labels" -> named(Kind.LABEL, value);
                case "Entrypoint" -> command(Kind.ENTRYPOINT, value);
                case "Cmd" -> command(Kind.CMD, value);
                case "Shell" -> command(Kind.SHELL, value);
                case "OnBuild" -> command(Kind.ONBUILD, value);
                case "Healthcheck" -> healthcheck(value);
                default -> field(parent, key, index, value);
            }
        });
    }

    private void variable(int index, JsonNode entry) {
        String text = entry.isTextual() ? entry.textValue() : "";
        int equals = text.indexOf('=');
        if (equals < 0) {
            entry(Place.of(Kind.ENV, index), entry);
            return;
        }
        String name = text.substring(0, equals);
        text(Place.of(Kind.ENV, name, index), name, text.substring(equals + 1));
        key(Place.of(Kind.ENV, index), name);
    }

    private void named(Kind kind, JsonNode json) {
        if (!json.isObject()) {
            entry(Place.of(kind), json);
            return;
        }
        fields(json, (key, index, value) -> {
            leaves(Place.of(kind, key, index), key, value);
            key(Place.of(kind, index), key);
        });
    }

    /** Arguments, of which one may be an option and the next its value. */
    private void command(Kind kind, JsonNode json) {
        AtomicReference<@Nullable String> option = new AtomicReference<>();
        elements(json, (index, argument) -> {
            String text = argument.isTextual() ? argument.textValue() : "";
            leaves(Place.of(kind, index), text.startsWith("-") ? null : option.get(), argument);
            option.set(text.startsWith("-") && text.indexOf('=') < 0 ? text : null);
        });
    }

    private void healthcheck(JsonNode json) {
        if (json.isObject()) {
            fields(json, (key, index, value) -> command(Kind.HEALTHCHECK, value));
        } else {
            command(Kind.HEALTHCHECK, json);
        }
    }

    /** All texts below one place. */
    private void entry(Place place, JsonNode json) {
        leaves(place, null, json);
    }

    private void leaves(Place place, @Nullable String name, JsonNode json) {
        if (json.isValueNode()) {
            text(place, name, json.asText());
        } else if (json.isArray()) {
            json.forEach(element -> leaves(place, name, element));
        } else {
            fields(json, (key, index, value) -> {
                leaves(place, key, value);
                key(place, key);
            });
        }
    }

    private void any(Place place, @Nullable String name, JsonNode json) {
        if (json.isObject()) {
            fields(json, (key, index, value) -> field(place, key, index, value));
        } else if (json.isArray()) {
            elements(json, (index, element) -> any(place.below(Integer.toString(index), index), name, element));
        } else {
            text(place, name, json.asText());
        }
    }

    private void field(Place parent, String key, int index, JsonNode value) {
        Place place = parent.below(key, index);
        boolean manifest = place.kind() == Kind.MANIFEST;
        if (manifest && key.equals("annotations")) {
            named(Kind.ANNOTATION, value);
            return;
        }
        if (manifest && key.equals("data") && value.isTextual()) {
            embedded(place, value.textValue());
        }
        any(place, key, value);
        key(place, key);
    }

    /** What a descriptor has of its content. */
    private void embedded(Place place, String data) {
        try {
            text(place, null, new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // not base64: then it is searched as it is, and nothing more
        }
    }

    private void key(Place place, String key) {
        text(place, null, key);
    }

    private void text(Place place, @Nullable String name, String value) {
        texts.accept(new NamedText(place, name, value));
    }

    private static void elements(JsonNode json, Element action) {
        if (!json.isArray()) {
            if (!json.isMissingNode() && !json.isNull()) {
                action.accept(0, json);
            }
            return;
        }
        int index = 0;
        for (JsonNode element : json) {
            action.accept(index++, element);
        }
    }

    private static void fields(JsonNode json, Field action) {
        int index = 0;
        for (Iterator<Map.Entry<String, JsonNode>> all = json.properties().iterator(); all.hasNext(); index++) {
            Map.Entry<String, JsonNode> field = all.next();
            action.accept(field.getKey(), index, field.getValue());
        }
    }

    @FunctionalInterface
    private interface Field {
        void accept(String key, int index, JsonNode value);
    }

    @FunctionalInterface
    private interface Element {
        void accept(int index, JsonNode value);
    }
}
