package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to begin. */
public sealed interface InitRequest {

    /** The directory that gets the files. */
    Path directory();

    /**
     * A registry.
     *
     * @param directory that gets the files
     * @param starter the files
     */
    record OfRegistry(Path directory, RegistryStarter starter) implements InitRequest {
        public OfRegistry {
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(starter, "starter");
        }
    }

    /**
     * A repository that builds a container, by what is in its directory.
     *
     * @param directory that gets the files
     * @param plugin that it uses
     * @param services that run its CI
     * @param repository its name in the registry
     * @param store where the bytes go
     * @param storeUrl where readers find them; null for the store's own address
     * @param gitUrl of the registry's git repository
     */
    record OfContainer(
            Path directory,
            PluginVersion plugin,
            Set<CiService> services,
            RepositoryName repository,
            String store,
            @Nullable String storeUrl,
            String gitUrl)
            implements InitRequest {

        public ContainerStarter starter(List<String> names) {
            return new ContainerStarter(plugin, services, Recipe.of(names), repository, store, storeUrl, gitUrl);
        }
    }
}
