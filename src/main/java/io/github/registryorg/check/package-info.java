/**
 * Findings: whether metadata is well formed, agrees with itself, and names blobs that exist. Owns the checks, each small
 * and for itself. Refuses to change anything.
 */
package io.github.registryorg.check;
