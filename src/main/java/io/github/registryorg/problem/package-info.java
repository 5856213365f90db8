/**
 * Kernel: how anything goes wrong, and how it is reported. One {@link io.github.registryorg.problem.Problem}, one way to
 * print it, the {@link io.github.registryorg.problem.Report} that collects the findings of a run, how numbers and
 * sizes are printed, and how text of strangers is. Owns no policy: what counts as wrong is decided where it is found.
 */
@NullMarked
package io.github.registryorg.problem;

import org.jspecify.annotations.NullMarked;
