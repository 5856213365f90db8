package io.github.registryorg.starter;

import io.github.registryorg.oci.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
     * @param options what is wanted of the image
     * @param repository its name in the registry
     * @param store where the bytes go
     * @param gitUrl of the registry's git repository
     */
    record OfContainer(
            Path directory,
            PluginVersion plugin,
            Set<CiService> services,
            ImageOptions options,
            RepositoryName repository,
            ContainerStore store,
            String gitUrl)
            implements InitRequest {

        /**
         * The files for what is there.
         *
         * @param names of what is at the directory's root, sorted
         */
        public ContainerStarter starter(List<String> names) {
            return new ContainerStarter(
                    plugin,
                    services,
                    Recipe.of(names, options.builder()),
                    ProjectPom.of(directory, plugin.artifactId()),
                    options,
                    repository,
                    store,
                    gitUrl);
        }
    }
}
