/**
 * The whole flow. {@link io.github.registryorg.StaticRegistry} is the table of contents: one short method an operation,
 * a request in, a result out. Knows every stage and nothing of Maven.
 */
package io.github.registryorg;
