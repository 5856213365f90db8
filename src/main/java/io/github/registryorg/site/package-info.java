/**
 * Valid metadata → a static site for one host: plan, fetch, emit, replace. Owns {@code registry:site}: where each blob of
 * the site is, what the old site has already, and when a site is complete. Refuses to make half a site.
 */
package io.github.registryorg.site;
