/**
 * The committed files, read and written: the only truth of a registry. Owns the format: what is where ({@link
 * io.github.registryorg.metadata.MetadataLayout}), what each key means (a JSON Schema for each {@link
 * io.github.registryorg.metadata.FrontMatterKind}), which names are kept. Reading is lenient and reports what it found;
 * writing is strict. Refuses to fetch anything, and to decide what is allowed.
 */
@NullMarked
package io.github.registryorg.metadata;

import org.jspecify.annotations.NullMarked;
