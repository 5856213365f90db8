package io.github.registryorg;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to serve.
 *
 * @param directory of the metadata, which relative {@code file:} stores are relative to
 * @param site folder of the site
 * @param port to listen at; 0 for any that is free
 * @param access how stores are reached
 */
public record ServeRequest(Path directory, Path site, int port, StoreAccess access) {

    public ServeRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(access, "access");
    }
}
