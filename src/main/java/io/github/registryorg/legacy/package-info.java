/**
 * The legacy format, that of the first static registry → ours. Owns {@code registry:import}: what its tags claim, how
 * that is checked against the files at their URLs, and what becomes of a tag that is true. Refuses to believe a size or
 * a digest that was not read, and to change a tag that is false.
 */
@NullMarked
package io.github.registryorg.legacy;

import org.jspecify.annotations.NullMarked;
