/**
 * The files of a source, in a directory or in a tar archive, which may be compressed. Owns the tar format. Refuses to
 * extract anything, to follow a link out of the source, and to know what an image is.
 */
@NullMarked
package io.github.registryorg.source.file;

import org.jspecify.annotations.NullMarked;
