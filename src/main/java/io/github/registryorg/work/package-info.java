/**
 * Kernel: work that takes time: on several threads, with a deadline, in other programs, and how its progress is reported.
 * Owns the threads of operations and process start; the deadlines of {@code remote} and {@code git} have a thread each of
 * their own. Refuses to know what is done.
 */
@NullMarked
package io.github.registryorg.work;

import org.jspecify.annotations.NullMarked;
