/**
 * Fuzzing: which parsers of what strangers write are fuzzed, and the inputs that are kept. {@code src/fuzz/run} fuzzes one of
 * them; every build runs the kept inputs.
 */
@NullMarked
package io.github.registryorg.fuzz;

import org.jspecify.annotations.NullMarked;
