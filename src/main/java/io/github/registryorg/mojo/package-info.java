/**
 * The goals: what Maven gives becomes one request, one call follows, and the result is printed. Alone knows Maven.
 * Owns no logic of a registry.
 */
package io.github.registryorg.mojo;
