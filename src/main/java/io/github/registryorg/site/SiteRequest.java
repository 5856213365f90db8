package io.github.registryorg.site;

import io.github.registryorg.host.Host;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What site to make.
 *
 * @param directory of the metadata
 * @param site directory that the site is made in
 * @param host that shall serve it
 * @param url where it will be served; null where {@code registry.yaml} has it, or it is unknown
 * @param blobs how the site serves blobs
 * @param access how stores are reached
 * @param full whether all of it is made again, whatever is known of the last run
 */
public record SiteRequest(
        Path directory, Path site, Host host, @Nullable String url, BlobMode blobs, StoreAccess access, boolean full) {

    /** Made of what has changed since the last run, where that is known. */
    public SiteRequest(Path directory, Path site, Host host, String url, BlobMode blobs, StoreAccess access) {
        this(directory, site, host, url, blobs, access, false);
    }

    public SiteRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(blobs, "blobs");
        Objects.requireNonNull(access, "access");
    }
}
