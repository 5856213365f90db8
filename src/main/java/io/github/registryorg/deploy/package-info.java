/**
 * A site → a bucket. Owns {@code registry:deploy}: the order of uploads, what is equal already, and what is removed;
 * {@code store} uploads. Refuses to remove what it has not written.
 */
@NullMarked
package io.github.registryorg.deploy;

import org.jspecify.annotations.NullMarked;
