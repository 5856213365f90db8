package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** All repositories of a registry, to find which of them a file belongs to. */
public final class RepositoryPaths {

    private final Set<String> names = new HashSet<>();

    public RepositoryPaths(Collection<RepositoryName> names) {
        names.forEach(name -> this.names.add(name.name()));
    }

    /** The nearest repository that a path is in, however it is in it; empty where it is in none. */
    public Optional<RepositoryName> of(String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String directory = path.substring(0, end);
            if (names.contains(directory)) {
                return Optional.of(RepositoryName.parse(directory));
            }
        }
        return Optional.empty();
    }
}
