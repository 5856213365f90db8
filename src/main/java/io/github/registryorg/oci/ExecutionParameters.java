package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a container of an image runs by default (image specification, "Image Configuration", {@code config}). All texts are
 * as written; what has another JSON type than the specification's counts as absent.
 *
 * @param user null where there is none
 * @param ports such as {@code 8080/tcp}, in the config's order
 * @param environment {@code NAME=VALUE}, in the config's order
 * @param entrypoint empty where there is none
 * @param command empty where there is none
 * @param volumes paths, in the config's order
 * @param workingDirectory null where there is none
 * @param stopSignal null where there is none
 * @param shell of Docker's images: what runs commands that are lines; empty where it is the usual one
 * @param onBuild of Docker's images: what builds upon this image run first; empty where there is nothing
 * @param healthCheck of Docker's images; null where there is none
 */
public record ExecutionParameters(
        @Nullable String user,
        List<String> ports,
        List<String> environment,
        List<String> entrypoint,
        List<String> command,
        List<String> volumes,
        @Nullable String workingDirectory,
        @Nullable String stopSignal,
        List<String> shell,
        List<String> onBuild,
        @Nullable HealthCheck healthCheck) {

    public ExecutionParameters {
        ports = List.copyOf(ports);
        environment = List.copyOf(environment);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        volumes = List.copyOf(volumes);
        shell = List.copyOf(shell);
        onBuild = List.copyOf(onBuild);
    }

    static ExecutionParameters of(JsonNode config) {
        return new ExecutionParameters(
                text(config.path("User")),
                keys(config.path("ExposedPorts")),
                texts(config.path("Env")),
                texts(config.path("Entrypoint")),
                texts(config.path("Cmd")),
                keys(config.path("Volumes")),
                text(config.path("WorkingDir")),
                text(config.path("StopSignal")),
                texts(config.path("Shell")),
                texts(config.path("OnBuild")),
                HealthCheck.of(
                        config.path("Healthcheck"),
                        texts(config.path("Healthcheck").path("Test"))));
    }

    private static @Nullable String text(JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private static List<String> texts(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    private static List<String> keys(JsonNode object) {
        if (!object.isObject() || object.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
