package io.github.registryorg.deploy;

import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to deploy.
 *
 * @param site directory of the site
 * @param target the bucket, with the prefix that becomes the site's root: {@code s3://…} or {@code gs://…}
 * @param directory of the metadata, which relative {@code file:} stores are relative to
 * @param dryRun whether only to report what would be done
 * @param allowEmpty whether a site without a repository may replace one that has some
 * @param access how buckets and stores are reached
 */
public record DeployRequest(
        Path site, String target, Path directory, boolean dryRun, boolean allowEmpty, StoreAccess access) {

    public DeployRequest {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(access, "access");
    }

    /** With {@code allowEmpty} off. */
    public DeployRequest(Path site, String target, Path directory, boolean dryRun, StoreAccess access) {
        this(site, target, directory, dryRun, false, access);
    }
}
