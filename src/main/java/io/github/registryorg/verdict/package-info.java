/**
 * The verdict of {@code registry:validate} on each repository of a registry, which {@code registry:site} and the next
 * validation read. Owns the format of the file ({@code verdict.schema.json}) and what it carries forward: the commit at which
 * each repository was last good. Refuses to judge, and to read metadata or git.
 */
@NullMarked
package io.github.registryorg.verdict;

import org.jspecify.annotations.NullMarked;
