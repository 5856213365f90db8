package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Files of every kind that can be created. */
public final class Starters {

    static final PluginVersion PLUGIN = new PluginVersion("org.example", "registry-maven-plugin", "1.0");

    private Starters() {}

    static RegistryStarter registry(String title, String target) {
        return registry(PLUGIN, title, target);
    }

    static RegistryStarter registry(PluginVersion plugin, String target) {
        return registry(plugin, "Containers of Acme", target);
    }

    private static RegistryStarter registry(PluginVersion plugin, String title, String target) {
        return new RegistryStarter(
                plugin,
                EnumSet.allOf(CiService.class),
                title,
                "https://registry.example",
                "main",
                "https://git.example/acme/registry",
                target,
                "@acme/keepers");
    }

    static ContainerStarter container(Recipe.Found recipe) {
        return container(PLUGIN, recipe);
    }

    static ContainerStarter container(PluginVersion plugin, Recipe.Found recipe) {
        return new ContainerStarter(
                plugin,
                EnumSet.complementOf(EnumSet.of(CiService.GITLAB_CI)),
                recipe,
                RepositoryName.parse("acme/app"),
                "s3://acme-blobs/containers",
                "https://cdn.example/containers",
                "https://git.example/acme/registry");
    }

    /** One list of files for each. */
    public static List<List<StarterFile>> all() {
        List<List<StarterFile>> all = new ArrayList<>();
        all.add(registry("Containers of Acme", null).files(false, null));
        all.add(registry("Containers of Acme", "s3://acme-registry").files(false, null));
        for (String file : List.of("Dockerfile", "app.def", "pom.xml")) {
            all.add(container(Recipe.of(List.of(file))).files());
        }
        return all;
    }
}
