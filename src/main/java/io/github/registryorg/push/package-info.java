/**
 * What clients push to a registry → blobs in a store, metadata in a contribution. Owns the uploads of a run, what is held
 * on this machine until a manifest names it, and what was pushed since it started. Refuses to know HTTP, and to let a
 * manifest in whose blobs are not in the store.
 */
@NullMarked
package io.github.registryorg.push;

import org.jspecify.annotations.NullMarked;
