package io.github.registryorg.check;

import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to validate.
 *
 * @param directory of the metadata
 * @param base the commit that a contribution is for; null to validate all that is in the directory
 * @param head the commit of the contribution; null for what is checked out
 * @param deep whether blobs are fetched and hashed, instead of asked for their size
 * @param access how stores are reached
 * @param hosts that will serve the site; what one of them could not serve safely is an error
 * @param listener receives each finding as it is found, one at a time
 */
public record ValidateRequest(
        Path directory,
        @Nullable String base,
        @Nullable String head,
        boolean deep,
        StoreAccess access,
        List<Host> hosts,
        Consumer<Problem> listener) {

    public ValidateRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(access, "access");
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(listener, "listener");
    }

    /** Wherever it will be served, and without a listener. */
    public ValidateRequest(
            Path directory, @Nullable String base, @Nullable String head, boolean deep, StoreAccess access) {
        this(directory, base, head, deep, access, List.of(), problem -> {});
    }

    /** All that is in a directory. */
    public ValidateRequest(Path directory, boolean deep, StoreAccess access) {
        this(directory, null, null, deep, access);
    }

    boolean isOfContribution() {
        return base != null;
    }
}
