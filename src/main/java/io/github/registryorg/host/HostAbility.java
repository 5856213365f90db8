package io.github.registryorg.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that a host can do, and that some client needs or the distribution specification requires. */
public enum HostAbility {
    /** Finds blobs in stores of any kind: by reading them, or since deploying brings them. */
    FINDS_BLOBS,
    /** Redirects requests for blobs to stores on the web. */
    REDIRECTS_BLOBS,
    /** Serves each manifest, and each list of referrers, as its exact media type. */
    CONTENT_TYPES,
    /** Sends {@code Docker-Content-Digest} with manifests and blobs. */
    DIGESTS,
    /** Sends {@code Content-Length} for HEAD. */
    HEAD_LENGTHS,
    /** Sends 404 for what is missing: never 403, never 200 and a page. */
    NOT_FOUND,
    /** Sends 404 for what is missing, and an error of the specification in JSON below {@code /v2/}. */
    JSON_ERRORS("errors have no body in the specification's JSON"),
    /** Paginates lists of tags by {@code n} and {@code last}. */
    TAG_PAGES("tags/list is never cut as n says: all tags come at once"),
    /** Lists only the tags that come after {@code last}. */
    TAGS_AFTER("tags/list ignores last: all tags come again"),
    /** Also when {@code last} is not an existing tag. */
    TAGS_AFTER_ANY("tags/list?last= lists all tags where none has that name", TAGS_AFTER),
    /** Has an empty list of referrers for a digest without any. */
    EMPTY_REFERRERS("referrers of what the registry doesn't have are 404, and not an empty list"),
    /** Filters lists of referrers by {@code artifactType}. */
    REFERRERS_FILTER("referrers are not filtered as artifactType says"),
    /** Sends 404 where {@code library://} asks for another architecture than that of a Singularity image. */
    LIBRARY_ARCHITECTURES,
    /** Lets pages of other sites read the API. */
    CORS,
    /**
     * Serves what a contribution brings as data, whatever its tags look like: never as a document whose scripts run in
     * browsers ({@link DocumentTags}).
     */
    INERT_TAGS,
    /**
     * Serves what has no ending in its name as data, whatever its first bytes look like: never as a document whose scripts
     * run in browsers ({@link DocumentStart}).
     */
    INERT_BLOBS;

    private final @Nullable String wanted;
    private final @Nullable HostAbility refined;

    HostAbility() {
        this(null);
    }

    HostAbility(@Nullable String wanted) {
        this(wanted, null);
    }

    HostAbility(@Nullable String wanted, @Nullable HostAbility refined) {
        this.wanted = wanted;
        this.refined = refined;
    }

    /** How it is where this is missing, a clause, if the specification requires it and no known client does. */
    public Optional<String> requiredBySpecification() {
        return Optional.ofNullable(wanted);
    }

    /** The ability without which it has no effect; empty where it has one alone. */
    public Optional<HostAbility> refines() {
        return Optional.ofNullable(refined);
    }
}
