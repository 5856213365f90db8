package io.github.registryorg.event;

import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The events of forges, for the fuzzer. */
public final class EventParsers {

    private EventParsers() {}

    /** A payload, read as that of each kind of event. */
    public static void event(byte[] input) throws IOException {
        Path file = Files.createTempFile("event", ".json");
        try {
            Files.write(file, input);
            for (String name : List.of("pull_request_target", "merge_group", "push", "workflow_dispatch")) {
                Map<String, String> environment = Map.of(
                        "GITHUB_EVENT_NAME",
                        name,
                        "GITHUB_EVENT_PATH",
                        file.toString(),
                        "GITHUB_REPOSITORY",
                        "acme/registry",
                        "GITHUB_SERVER_URL",
                        "https://github.com");
                try {
                    ActionsEvent.read(new CiVariables(environment), true).ifPresent(Object::toString);
                } catch (RegistryException e) {
                    if (!e.isUserError()) {
                        throw e;
                    }
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
