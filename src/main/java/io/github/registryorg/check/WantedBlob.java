package io.github.registryorg.check;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Location;
import java.util.Optional;

/**
 * A blob that must be somewhere.
 *
 * @param subject who names it, as problems say it
 * @param digest as it is written; of the older format it may be one that proves nothing
 * @param size in bytes; of the older format a number without a unit, or {@link #UNKNOWN}
 * @param address a store's base, or a URL
 * @param kind which of these, and how much of the rest can be relied on
 * @param location where it is named
 */
record WantedBlob(String subject, String digest, long size, String address, Kind kind, Location location) {

    static final long UNKNOWN = -1;

    /** Where and how a blob is named. */
    enum Kind {
        IN_STORE,
        AT_URL,
        SEED
    }

    /** What makes two of them one question. */
    record Key(String digest, long size, String address) {}

    static WantedBlob inStore(String subject, Descriptor blob, String base, Location location) {
        return new WantedBlob(subject, blob.digest().toString(), blob.size(), base, Kind.IN_STORE, location);
    }

    static WantedBlob atUrl(String subject, Descriptor blob, String url, Location location) {
        return new WantedBlob(subject, blob.digest().toString(), blob.size(), url, Kind.AT_URL, location);
    }

    static WantedBlob ofSeed(String subject, String digest, long size, String url, Location location) {
        return new WantedBlob(subject, digest, size, url, Kind.SEED, location);
    }

    Key key() {
        return new Key(digest, size, address);
    }

    /** Empty where the digest proves nothing. */
    Optional<Digest> strongDigest() {
        return Digest.tryParse(digest);
    }
}
