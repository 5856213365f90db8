/**
 * Valid metadata → a static site for one host: find what has changed, plan, fetch, emit, replace. Owns
 * {@code registry:site}: where each blob of the site is ({@link io.github.registryorg.site.BlobPolicy}), what the last run
 * has made of what ({@link io.github.registryorg.site.SiteState}), and when a site is complete. Refuses to make half a
 * site.
 */
@NullMarked
package io.github.registryorg.site;

import org.jspecify.annotations.NullMarked;
