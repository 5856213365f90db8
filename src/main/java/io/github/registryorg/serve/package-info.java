/**
 * The site on a port of this machine, as the distribution specification requires. Owns HTTP: headers, ranges,
 * redirects, errors, and who holds a port; {@code tree} decides which path is which endpoint. Refuses to write
 * anything, to make or judge a site, and to listen where another machine could reach it.
 */
@NullMarked
package io.github.registryorg.serve;

import org.jspecify.annotations.NullMarked;
