/**
 * Git: objects, commits and servers. Owns what is read from repositories and written to them, with no git on the machine,
 * and what differs between two commits. Refuses to check anything out, to keep a secret where others could read it, and
 * to know what the files mean.
 *
 * <p>For the whole JVM, and for as long as it runs: the first use replaces JGit's {@code SystemReader} by one that reads the
 * user's own settings only and measures no file system, and sets JGit's window cache to stream objects of more than 8 MiB
 * ({@link io.github.registryorg.git.QuietSystem}). Another plugin in the same class loader would see both; those of Maven
 * have class loaders of their own.
 */
@NullMarked
package io.github.registryorg.git;

import org.jspecify.annotations.NullMarked;
