/**
 * Where the bytes of blobs live: a directory, a bucket or a web server. Owns finding, reading and writing one blob by its
 * digest, the objects of buckets (the S3 API; a store with another API is a further
 * {@link io.github.registryorg.store.BlobStore}), and the stores that one run has opened. Refuses to know what a blob is
 * for: repositories, tags and manifests are not its business.
 */
@NullMarked
package io.github.registryorg.store;

import org.jspecify.annotations.NullMarked;
