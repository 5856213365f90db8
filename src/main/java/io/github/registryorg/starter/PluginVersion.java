package io.github.registryorg.starter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which plugin the files name: the one that writes them.
 *
 * @param repository that has it; null for Maven Central
 * @param checksums of its files; null where they are not known
 */
public record PluginVersion(
        String groupId,
        String artifactId,
        String version,
        @Nullable PluginRepository repository,
        @Nullable PluginChecksums checksums) {

    /** The one of Maven Central. */
    public PluginVersion(String groupId, String artifactId, String version) {
        this(groupId, artifactId, version, null, null);
    }

    void putInto(Map<String, String> values) {
        values.put("groupId", groupId);
        values.put("artifactId", artifactId);
        values.put("version", version);
        values.put("pluginRepository", repository == null ? "" : repository.toString());
        values.put("pluginArgument", repository == null ? "" : " -Dregistry.pluginRepository=" + repository);
        values.put("pluginSnapshots", String.valueOf(isSnapshot()));
        values.put("pluginRepositories", "plugin-repositories.xml");
        values.put("pluginRepositoriesOfPom", repository == null ? "" : "plugin-repositories-pom.xml");
        values.put("pluginSettings", repository == null ? "" : "plugin-settings.md");
        values.put("pluginPin", checksumFiles().isEmpty() ? "" : "plugin-pin.md");
    }

    /**
     * Files by which Maven 3.9.2 and newer refuses another plugin under the same version, whoever serves it; none where
     * Maven Central, which never replaces a release, has it.
     */
    List<StarterFile> checksumFiles() {
        if (repository == null || checksums == null || isSnapshot()) {
            return List.of();
        }
        String path = groupId.replace('.', '/') + "/" + artifactId + "/" + version + "/" + artifactId + "-" + version;
        // as sha256sum writes them
        String sums =
                checksums.jar().hex() + "  " + path + ".jar\n" + checksums.pom().hex() + "  " + path + ".pom\n";
        return List.of(
                new StarterFile(
                        ".mvn/maven.config",
                        Template.of("plugin-checksums.config").fill(Map.of())),
                new StarterFile(".mvn/checksums/checksums.sha256", sums));
    }

    private boolean isSnapshot() {
        return version.endsWith("-SNAPSHOT");
    }
}
