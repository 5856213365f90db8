/**
 * What a static host can do, and the files that make it do so. Owns the hosts, each with its abilities and limits as
 * data, and the notes that a site has for whoever serves or deploys it. Refuses to write a file, and to
 * know which client needs what.
 *
 * <p>Configuration is made by {@code ServerConfig} and not by jte, which makes the pages: it replaces a few names in a text
 * that is valid configuration without that, and needs neither loops nor conditions.
 */
@NullMarked
package io.github.registryorg.host;

import org.jspecify.annotations.NullMarked;
