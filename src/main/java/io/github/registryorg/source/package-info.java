/**
 * What there is to publish: OCI layouts, docker archives, SIF and plain files, images in other registries, each read
 * into an {@link io.github.registryorg.oci.Image}. Owns the grammar of a source's name, the choice of platforms, and the
 * manifests of sources that have none. Refuses to extract anything, to fetch a blob that is not read, and to take what
 * nothing points at; it hashes a blob only where a manifest is to be made of it.
 */
@NullMarked
package io.github.registryorg.source;

import org.jspecify.annotations.NullMarked;
