/**
 * Kernel: other programs of this machine. Owns how they are started and ended: with a time limit, bounded output, and
 * nobody to ask. Refuses to know what they are for.
 */
package io.github.registryorg.program;
