package io.github.registryorg.tree;

/**
 * When a file of a site comes, where its files can't all come at once, so that no reader finds a name whose thing is
 * missing. In this order; what is removed goes last, in the opposite order.
 */
public enum Stage {
    /** What makes a host serve the rest: its configuration, and notes to it. */
    HOST,
    /** What manifests name. */
    BLOBS,
    /** Manifests by digest. */
    DIGESTS,
    /** Indexes by digest, which name manifests. */
    INDEXES,
    /** Manifests by tag. */
    TAGS,
    /** What lists tags and referrers. */
    LISTS,
    /** Lists of repositories, and the base that identifies a registry. */
    CATALOG,
    /** What pages and other APIs show or name. */
    ASSETS,
    /** Pages, the legacy API and those of Singularity. */
    PAGES
}
