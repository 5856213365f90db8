/**
 * A live registry, ours or not, read as clients read it. Owns {@code registry:probe}: the questions, what is wrong with a
 * response, and how that is reported. Which client needs what it knows from {@code client}. Refuses to change anything
 * anywhere, to read without bounds, and to follow a redirect unseen.
 */
@NullMarked
package io.github.registryorg.probe;

import org.jspecify.annotations.NullMarked;
