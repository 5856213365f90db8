package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What to begin. */
public sealed interface InitRequest {

    /** The folder that gets the files. */
    Path folder();

    /**
     * A registry.
     *
     * @param folder that gets the files
     * @param starter the files
     */
    record OfRegistry(Path folder, RegistryStarter starter) implements InitRequest {
        public OfRegistry {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(starter, "starter");
        }
    }

    /**
     * A repository that builds a container, by what is in its folder.
     *
     * @param folder that gets the files
     * @param plugin that it uses
     * @param services that run its CI
     * @param repository its name in the registry
     * @param store where the bytes go
     * @param storeUrl where readers find them; null for the store's own address
     * @param gitUrl of the registry's git repository
     */
    record OfContainer(
            Path folder,
            PluginVersion plugin,
            Set<CiService> services,
            RepositoryName repository,
            String store,
            String storeUrl,
            String gitUrl)
            implements InitRequest {

        public ContainerStarter starter(List<String> names) {
            return new ContainerStarter(plugin, services, Recipe.of(names), repository, store, storeUrl, gitUrl);
        }
    }
}
