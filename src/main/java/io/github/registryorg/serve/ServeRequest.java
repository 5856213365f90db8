package io.github.registryorg.serve;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.push.PushRequest;
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
 * @param push where what is pushed goes; null for a registry that can only be read
 * @param token that every request to the registry must have; null for none
 */
public record ServeRequest(
        Path directory,
        Path site,
        int port,
        @Nullable String url,
        List<String> cors,
        StoreAccess access,
        @Nullable PushRequest push,
        @Nullable String token) {

    public ServeRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        cors = List.copyOf(cors);
        Objects.requireNonNull(access, "access");
        if (push != null && !cors.isEmpty()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.cors", "can't be set with registry.push")
                            .hint("Pages of other sites may not read a registry that can be pushed to."));
        }
        if (push != null && url != null && token == null) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.url", "needs a token with registry.push")
                            .hint("Set REGISTRY_PUSH_TOKEN: others may reach this registry by that name."));
        }
    }

    /** Of a registry that can only be read. */
    public ServeRequest(
            Path directory, Path site, int port, @Nullable String url, List<String> cors, StoreAccess access) {
        this(directory, site, port, url, cors, access, null, null);
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
