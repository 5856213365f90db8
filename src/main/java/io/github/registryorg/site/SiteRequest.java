package io.github.registryorg.site;

import io.github.registryorg.host.Host;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What site to make.
 *
 * @param directory of the metadata
 * @param site directory that the site is made in
 * @param host that shall serve it
 * @param url where it will be served; null where only {@code registry.yaml} says it, or nobody
 * @param blobs how the site answers for blobs
 * @param access how stores are reached
 */
public record SiteRequest(Path directory, Path site, Host host, String url, BlobMode blobs, StoreAccess access) {

    public SiteRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(blobs, "blobs");
        Objects.requireNonNull(access, "access");
    }
}
