/**
 * The committed files, read and written: the only truth of a registry. Owns the format: what stands where, what each key
 * means, which names are kept. Reading is lenient and says what it found; writing is strict. Refuses to fetch anything,
 * and to decide what is allowed.
 */
package io.github.registryorg.metadata;
