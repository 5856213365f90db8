/**
 * Kernel: files and directories of this machine. Owns reading below a root without following a link, and writing so that
 * files and directories appear whole or not at all.
 */
package io.github.registryorg.file;
