package io.github.registryorg.push;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.secret.AllowedSecrets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where what is pushed goes.
 *
 * @param store where the bytes go
 * @param storeUrl at which readers find the store; null where it is the store's own address
 * @param baseDirectory what relative {@code file:} stores are relative to
 * @param contribution directory of the metadata that is written, to which what was pushed is added
 * @param startsAfresh whether what the contribution has of earlier builds is removed first
 * @param namespace outside of which nothing may be pushed; null for none
 * @param keepConfigs whether the contribution has configs too, or the store alone
 * @param allowedSecrets where in an image a secret is accepted
 */
public record PushRequest(
        String store,
        @Nullable String storeUrl,
        Path baseDirectory,
        Path contribution,
        boolean startsAfresh,
        @Nullable RepositoryName namespace,
        boolean keepConfigs,
        AllowedSecrets allowedSecrets) {

    public PushRequest {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(baseDirectory, "baseDirectory");
        Objects.requireNonNull(contribution, "contribution");
        Objects.requireNonNull(allowedSecrets, "allowedSecrets");
    }
}
