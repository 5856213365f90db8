package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The JSON types of a config's fields (image specification, "Properties"); null is nothing, as Go's clients read it. */
final class ConfigTypes {

    private static final Predicate<JsonNode> TEXT = JsonNode::isTextual;
    private static final Predicate<JsonNode> TEXTS = node -> node.isArray() && all(node, TEXT);
    private static final Predicate<JsonNode> OBJECT = JsonNode::isObject;

    private static final Map<String, Predicate<JsonNode>> ROOT = new TreeMap<>(Map.of(
            "created", TEXT,
            "author", TEXT,
            "architecture", TEXT,
            "os", TEXT,
            "os.version", TEXT,
            "os.features", TEXTS,
            "variant", TEXT,
            "config", OBJECT,
            "rootfs", OBJECT,
            "history", node -> node.isArray() && all(node, OBJECT)));

    private static final Map<String, Predicate<JsonNode>> EXECUTION = new TreeMap<>(Map.of(
            "User", TEXT,
            "ExposedPorts", OBJECT,
            "Env", TEXTS,
            "Entrypoint", TEXTS,
            "Cmd", TEXTS,
            "Volumes", OBJECT,
            "WorkingDir", TEXT,
            "Labels", node -> node.isObject() && all(node, TEXT),
            "StopSignal", TEXT,
            "ArgsEscaped", JsonNode::isBoolean));

    private static final Map<String, Predicate<JsonNode>> ROOT_FILE_SYSTEM =
            new TreeMap<>(Map.of("type", TEXT, "diff_ids", TEXTS));

    private ConfigTypes() {}

    /** The fields that have another type, such as {@code config.Env}, in a fixed order. */
    static List<String> wrong(JsonNode config) {
        List<String> wrong = new ArrayList<>();
        find(config, "", ROOT, wrong);
        find(config.path("config"), "config.", EXECUTION, wrong);
        find(config.path("rootfs"), "rootfs.", ROOT_FILE_SYSTEM, wrong);
        return wrong;
    }

    private static void find(
            JsonNode object, String place, Map<String, Predicate<JsonNode>> types, List<String> wrong) {
        types.forEach((key, type) -> {
            if (!isOrNull(object.path(key), type)) {
                wrong.add(place + key);
            }
        });
    }

    private static boolean all(JsonNode nodes, Predicate<JsonNode> type) {
        for (JsonNode node : nodes) {
            if (!isOrNull(node, type)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrNull(JsonNode node, Predicate<JsonNode> type) {
        return node.isMissingNode() || node.isNull() || type.test(node);
    }
}
