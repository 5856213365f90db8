package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What we read of an image's config (image specification, "Image Configuration").
 *
 * @param platform null where the config names no operating system
 * @param created RFC 3339; null where it is absent
 * @param diffIds of the layers, uncompressed, as written
 * @param labels sorted by key
 * @param execution how a container runs
 * @param history the steps in which it was built, the first one first; empty where there are none
 * @param missing which of {@code architecture} and {@code os}, which the specification requires, are absent or empty
 * @param wrongTypes fields of another JSON type than the specification's, which count as absent here and are refused by
 *     clients, such as {@code config.Env}
 */
public record ImageConfig(
        @Nullable Platform platform,
        @Nullable String created,
        List<String> diffIds,
        Map<String, String> labels,
        ExecutionParameters execution,
        List<HistoryEntry> history,
        List<String> missing,
        List<String> wrongTypes) {

    private static final List<String> REQUIRED = List.of("architecture", "os");

    private static final List<String> DESCRIBING = List.of("os", "architecture", "rootfs", "config");

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        Objects.requireNonNull(execution, "execution");
        history = List.copyOf(history);
        missing = List.copyOf(missing);
        wrongTypes = List.copyOf(wrongTypes);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /**
     * Reads a config leniently: keys of the wrong kind count as absent.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code MANIFEST_INVALID} if it is not a JSON object, or
     *     has keys that are known but for their case
     */
    public static ImageConfig read(byte[] content) {
        return of(InvalidContent.object(content));
    }

    /**
     * Whether this is nothing that a container could run from, whatever its type says: no bytes at all, or a JSON object
     * with neither a platform nor a root file system, as tools push it for artifacts.
     */
    public static boolean describesNone(byte[] content) {
        if (content.length == 0) {
            return true;
        }
        JsonNode json = InvalidContent.object(content);
        return DESCRIBING.stream().noneMatch(json::has);
    }

    static ImageConfig of(JsonNode json) {
        KnownKeys.CONFIG.check(json, "");
        KnownKeys.EXECUTION.check(json.path("config"), "config.");
        KnownKeys.ROOT_FILE_SYSTEM.check(json.path("rootfs"), "rootfs.");
        List<HistoryEntry> history = new ArrayList<>();
        json.path("history").forEach(entry -> {
            KnownKeys.HISTORY.check(entry, "history.");
            history.add(HistoryEntry.of(entry));
        });
        List<String> diffIds = new ArrayList<>();
        json.path("rootfs").path("diff_ids").forEach(id -> diffIds.add(id.asText()));
        Map<String, String> labels = new TreeMap<>();
        json.path("config").path("Labels").forEachEntry((key, value) -> {
            if (value.isTextual()) {
                labels.put(key, value.textValue());
            }
        });
        String os = json.path("os").asText("");
        Platform platform = os.isEmpty()
                ? null
                : new Platform(
                        os,
                        json.path("architecture").asText(""),
                        json.path("variant").asText(null),
                        json.path("os.version").asText(null));
        return new ImageConfig(
                platform,
                json.path("created").asText(null),
                diffIds,
                labels,
                ExecutionParameters.of(json.path("config")),
                history,
                REQUIRED.stream().filter(key -> isAbsent(json.path(key))).toList(),
                ConfigTypes.wrong(json));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank();
    }
}
