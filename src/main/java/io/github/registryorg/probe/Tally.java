package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.security.MessageDigest;

/** How many bytes came, and their digest. */
final class Tally {

    private final DigestAlgorithm algorithm;
    private final MessageDigest hash;
    private long length;

    Tally(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.hash = algorithm.newMessageDigest();
    }

    void add(byte[] bytes, int count) {
        hash.update(bytes, 0, count);
        length += count;
    }

    long length() {
        return length;
    }

    /** Ends it. */
    Digest digest() {
        return Digest.of(algorithm, hash.digest());
    }
}
