/**
 * Kernel: files and directories of this machine. Owns reading below a root without following a link, writing so that files
 * and directories appear whole or not at all, looking a line up among many,
 * and finding out whether what was read is still the same.
 */
@NullMarked
package io.github.registryorg.file;

import org.jspecify.annotations.NullMarked;
