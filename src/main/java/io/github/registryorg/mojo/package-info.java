/**
 * The goals: what Maven gives becomes one request, one call follows, and the result is printed. Alone knows Maven.
 * Owns no logic of a registry.
 *
 * <p>A goal has at most 80 lines of code beside its parameters, which Maven wants as fields of its class: what several
 * modules of a build do together is in {@code Module…}. There are two superclasses where one would do for the code:
 * {@link io.github.registryorg.mojo.StoreMojo} only adds the parameters of stores, which must not be parameters of
 * {@code init} and {@code pull-request}, and which can't be those of a nested object, since the command line sets a
 * goal's own fields only.
 */
@NullMarked
package io.github.registryorg.mojo;

import org.jspecify.annotations.NullMarked;
