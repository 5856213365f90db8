package io.github.registryorg.serve;

import java.nio.file.Path;
import java.util.Optional;

/** The operator's map of stores: the directory behind each public base. */
@FunctionalInterface
public interface StoreDirectories {

    /** Knows of no directory: public bases are redirected to. */
    StoreDirectories NONE = base -> Optional.empty();

    /**
     * The directory that holds what the world reads at this base; empty where it is to be read there.
     *
     * @param base a store's address without a slash at the end
     */
    Optional<Path> directoryBehind(String base);
}
