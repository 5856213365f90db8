package io.github.registryorg.serve;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to serve.
 *
 * @param directory of the metadata, which relative {@code file:} stores are relative to
 * @param site directory of the site
 * @param port to listen at; 0 for any that is free
 * @param url an address at which the site is served too; null for names of this machine only
 * @param cors origins whose pages may read what is served, {@code *} for all
 * @param access how stores are reached
 */
public record ServeRequest(
        Path directory, Path site, int port, @Nullable String url, List<String> cors, StoreAccess access) {

    public ServeRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        cors = List.copyOf(cors);
        Objects.requireNonNull(access, "access");
    }

    /** For this machine only. */
    public ServeRequest(Path directory, Path site, int port, StoreAccess access) {
        this(directory, site, port, null, List.of(), access);
    }

    /** Which requests are served. */
    public RequestPolicy policy() {
        return RequestPolicy.of(
                SiteAddress.parse(url).map(SiteAddress::authority).stream().toList(), cors);
    }
}
