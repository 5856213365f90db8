package io.github.registryorg.host;

/** Something that a host can do, and that some client needs. */
public enum HostAbility {
    /** Finds blobs in stores of any kind: by reading them, or since deploying brings them. */
    FINDS_BLOBS,
    /** Redirects requests for blobs to stores on the web. */
    REDIRECTS_BLOBS,
    /** Serves each manifest, and each list of referrers, as its exact media type. */
    CONTENT_TYPES,
    /** Sends {@code Docker-Content-Digest} with manifests and blobs. */
    DIGESTS,
    /** Answers HEAD with {@code Content-Length}. */
    HEAD_LENGTHS,
    /** Answers for what is missing with 404: never with 403, never with 200 and a page. */
    NOT_FOUND,
    /** Answers for what is missing with 404, and an error of the specification in JSON below {@code /v2/}. */
    JSON_ERRORS,
    /** Cuts lists of tags as {@code n} and {@code last} say. */
    TAG_PAGES,
    /** Lists only the tags that come after {@code last}. */
    TAGS_AFTER,
    /** Has an empty list of referrers for what nobody refers to. */
    EMPTY_REFERRERS,
    /** Cuts lists of referrers as {@code artifactType} says. */
    REFERRERS_FILTER,
    /** Lets pages of other sites read the API. */
    CORS
}
