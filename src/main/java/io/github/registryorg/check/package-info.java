/**
 * Findings: whether metadata is well formed, agrees with itself and the rules of the registry, and names blobs that exist.
 * Owns {@code registry:validate}, of a whole directory or of what a contribution changes, and the checks, each small and
 * for itself; {@link io.github.registryorg.check.Inspection} lists them. Refuses to change anything.
 */
@NullMarked
package io.github.registryorg.check;

import org.jspecify.annotations.NullMarked;
