/**
 * Credentials in the metadata of an image: in configs (environment, labels, history, commands) and annotations, which
 * would become public with the image. Owns the rules by which a name or a text counts as a secret, the
 * places that a user allows, and how a finding is shown without its value. Refuses to read layers.
 */
@NullMarked
package io.github.registryorg.secret;

import org.jspecify.annotations.NullMarked;
