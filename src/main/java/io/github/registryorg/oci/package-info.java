/**
 * Kernel: the values of the OCI image and distribution specifications and their JSON. A value of these types is valid,
 * or it does not exist. Manifests keep the exact bytes that they came as; nothing here serialises one again. Knows of
 * no file, no network and no format of ours.
 */
@NullMarked
package io.github.registryorg.oci;

import org.jspecify.annotations.NullMarked;
