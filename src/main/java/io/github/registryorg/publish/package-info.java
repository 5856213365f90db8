/**
 * A source → blobs in a store, and metadata about them in a contribution. Owns {@code registry:publish}. Refuses to
 * publish a secret, and to write a contribution that is not valid.
 */
@NullMarked
package io.github.registryorg.publish;

import org.jspecify.annotations.NullMarked;
