/**
 * The index that browsers search a site by, without a server: a few small files for each answer, whatever the number of
 * repositories. Owns its format and the words that text is split into; {@code search.js}, which reads it, is an asset of
 * {@code page}. Refuses to know where files are written.
 */
@NullMarked
package io.github.registryorg.search;

import org.jspecify.annotations.NullMarked;
