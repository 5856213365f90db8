/**
 * Kernel: files and folders that appear whole or not at all. Owns writing beside and moving into place. Refuses to know
 * what is written.
 */
package io.github.registryorg.file;
