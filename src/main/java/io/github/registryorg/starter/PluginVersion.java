package io.github.registryorg.starter;

import java.util.Map;

/** Which plugin the files name: the one that writes them. */
public record PluginVersion(String groupId, String artifactId, String version) {

    void putInto(Map<String, String> values) {
        values.put("groupId", groupId);
        values.put("artifactId", artifactId);
        values.put("version", version);
    }
}
