/**
 * What machines read of the whole registry and of each repository: the catalogue as JSON, feeds of new tags, badges, the
 * sitemap. Owns their formats. Refuses to know where files are written. What names addresses is made only where it is
 * known where the site will be served.
 */
@NullMarked
package io.github.registryorg.catalog;

import org.jspecify.annotations.NullMarked;
