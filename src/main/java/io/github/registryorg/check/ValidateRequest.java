package io.github.registryorg.check;

import io.github.registryorg.event.ContributorRequest;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
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
 * @param verdict file that says what was found of each repository, which has what the run before has found; null for none
 * @param mustVerify whether it is an error if none of the blobs could be looked for
 * @param listener receives each finding as it is found, one at a time
 * @param contributor from what it is found out who makes a contribution
 * @param blobs how closely blobs are looked at
 */
public record ValidateRequest(
        Path directory,
        @Nullable String base,
        @Nullable String head,
        boolean deep,
        StoreAccess access,
        List<Host> hosts,
        @Nullable Path verdict,
        boolean mustVerify,
        Consumer<Problem> listener,
        ContributorRequest contributor,
        BlobOptions blobs) {

    public ValidateRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(access, "access");
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(contributor, "contributor");
        Objects.requireNonNull(blobs, "blobs");
        if (base != null && (verdict != null || mustVerify)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            verdict == null ? "registry.scrub" : "registry.verdict",
                            "is about a whole registry, and registry.base names a contribution")
                    .hint("Set one of the two."));
        }
    }

    /** By whomever, with blobs looked at as usual. */
    public ValidateRequest(
            Path directory,
            @Nullable String base,
            @Nullable String head,
            boolean deep,
            StoreAccess access,
            List<Host> hosts,
            Consumer<Problem> listener) {
        this(
                directory,
                base,
                head,
                deep,
                access,
                hosts,
                null,
                false,
                listener,
                ContributorRequest.NOTHING,
                BlobOptions.DEFAULT);
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

    /** The same, with a verdict in this file. */
    public ValidateRequest withVerdict(Path file) {
        return new ValidateRequest(
                directory, base, head, deep, access, hosts, file, mustVerify, listener, contributor, blobs);
    }

    /**
     * What is in the directory of the metadata may be of a contribution, which must not say what was verified.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the cache is there
     */
    void expectCacheElsewhere() {
        Path cache = blobs.cache();
        if (cache != null
                && cache.toAbsolutePath()
                        .normalize()
                        .startsWith(directory.toAbsolutePath().normalize())) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID, "registry.cache", "is in the directory of the metadata")
                    .hint("A contribution could bring it: put it elsewhere, such as ~/.cache/registry-blobs.tsv."));
        }
    }

    boolean isOfContribution() {
        return base != null;
    }
}
