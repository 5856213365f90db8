/**
 * Where the bytes of blobs live: a folder or a web server. Owns finding, reading and writing one blob by its digest.
 * Refuses to know what a blob is for: repositories, tags and manifests are not its business.
 */
package io.github.registryorg.store;
