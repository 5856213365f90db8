package io.github.registryorg;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to validate.
 *
 * @param directory of the metadata
 * @param deep whether blobs are fetched and hashed, instead of asked for their size
 * @param access how stores are reached
 */
public record ValidateRequest(Path directory, boolean deep, StoreAccess access) {

    public ValidateRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(access, "access");
    }
}
