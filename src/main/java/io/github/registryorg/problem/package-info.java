/**
 * Kernel: how anything goes wrong, and how it is said. One {@link io.github.registryorg.problem.Problem}, one way to
 * print it. Owns no policy: what counts as wrong is decided where it is found.
 */
package io.github.registryorg.problem;
