/**
 * Metadata → the files of a static {@code /v2/} and of the legacy API. Pure: paths and bytes in,
 * paths and bytes out. Owns which path is served for which request ({@link io.github.registryorg.tree.Endpoint}).
 * Refuses to read or write a file, and to know any host.
 */
@NullMarked
package io.github.registryorg.tree;

import org.jspecify.annotations.NullMarked;
