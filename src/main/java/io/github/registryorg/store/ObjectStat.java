package io.github.registryorg.store;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object without reading it.
 *
 * @param size in bytes
 * @param sha256 of its content in lower-case hexadecimal digits, as the service or the uploading client stored it; null
 *     where neither did
 */
record ObjectStat(long size, @Nullable String sha256) {

    /** Whether it can be this content, as far as it is known. */
    boolean fits(Descriptor content) {
        return size == content.size()
                && (sha256 == null
                        || content.digest().algorithm() != DigestAlgorithm.SHA256
                        || sha256.equals(content.digest().hex()));
    }
}
