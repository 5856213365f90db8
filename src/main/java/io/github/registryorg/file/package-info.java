/**
 * Kernel: files and directories of this machine. Owns reading below a root without following a link, writing so that files
 * and directories appear whole or not at all, and looking a line up among many.
 */
package io.github.registryorg.file;
