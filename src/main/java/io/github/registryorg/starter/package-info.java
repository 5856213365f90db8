/**
 * Starting files: templates, filled in for a registry or for a repository that builds containers. Owns {@code
 * registry:init}: what is written into the files and how values of users are quoted there. Refuses to overwrite anything.
 */
@NullMarked
package io.github.registryorg.starter;

import org.jspecify.annotations.NullMarked;
