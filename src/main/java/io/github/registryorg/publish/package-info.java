/**
 * A source → blobs in a store, and metadata about them in a contribution. Owns {@code registry:publish}. Refuses to
 * publish a secret, and to write a contribution that is not valid.
 */
package io.github.registryorg.publish;
