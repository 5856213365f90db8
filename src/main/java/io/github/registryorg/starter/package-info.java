/**
 * Starting files: templates, filled in for a registry or for a repository that builds containers. Owns {@code
 * registry:init}: what is written into the files and how values of users are quoted there. Refuses to overwrite
 * anything but what was made by it and says so.
 *
 * <p>Files are made by {@code Template} and not by jte, which makes the pages: each value is quoted for YAML, XML or
 * Markdown, where jte quotes for HTML alone, and workflows are full of <code>${{</code>, which begins an expression there.
 */
@NullMarked
package io.github.registryorg.starter;

import org.jspecify.annotations.NullMarked;
