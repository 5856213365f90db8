/**
 * Git: objects, commits and servers. Owns what is read from repositories and written to them, with no git on the machine,
 * and what differs between two commits. Refuses to check anything out, to keep a secret where others could read it, and
 * to know what the files mean.
 */
@NullMarked
package io.github.registryorg.git;

import org.jspecify.annotations.NullMarked;
