package io.github.registryorg.legacy;

import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to import.
 *
 * @param directory of the metadata, in the legacy format
 * @param report the file that the report is written to
 * @param dryRun whether everything is read, but no metadata written
 * @param access how files are reached
 */
public record ImportRequest(Path directory, Path report, boolean dryRun, StoreAccess access) {

    public ImportRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(access, "access");
    }
}
