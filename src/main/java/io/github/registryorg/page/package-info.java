/**
 * Metadata made readable: the HTML pages of the site and their style. Pure: a view goes in, bytes come out, the same
 * bytes on every machine and day. Owns the views, which {@code site} fills in, their templates ({@code
 * src/main/jte}), escaping, Markdown and the sanitizing of what strangers wrote. Refuses to read files or the
 * network, to know how the site is laid out beyond its own links, and to make a page that needs a script.
 */
@NullMarked
package io.github.registryorg.page;

import org.jspecify.annotations.NullMarked;
