/**
 * Kernel: how anything goes wrong, and how it is said. One {@link io.github.registryorg.problem.Problem}, one way to
 * print it, and the {@link io.github.registryorg.problem.Report} that collects the findings of a run. Owns no policy:
 * what counts as wrong is decided where it is found.
 */
package io.github.registryorg.problem;
