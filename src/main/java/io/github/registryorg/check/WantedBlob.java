package io.github.registryorg.check;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.problem.Location;
import java.util.Optional;

/**
 * A blob that must be somewhere.
 *
 * @param subject what names it, for problems
 * @param digest as it is written; that of a legacy tag may be of a weak algorithm
 * @param size in bytes; that of a legacy tag is a number without a unit, or {@link #UNKNOWN}
 * @param address a store's base, or a URL
 * @param kind which of these, and how much of the rest can be relied on
 * @param format how clients read it, if it is a layer
 * @param location where it is named
 */
record WantedBlob(
        String subject, String digest, long size, String address, Kind kind, LayerFormat format, Location location) {

    static final long UNKNOWN = -1;

    /** Where and how a blob is named. */
    enum Kind {
        IN_STORE,
        /** At a URL that the registry's metadata names. */
        AT_URL,
        /** At a URL of its manifest, which someone else keeps (image specification, "Non-distributable layers"). */
        FOREIGN,
        LEGACY
    }

    /** What makes two of them one question. */
    record Key(String digest, long size, String address, LayerFormat format) {

        /** Digests differ enough. */
        @Override
        public int hashCode() {
            return digest.hashCode();
        }
    }

    static WantedBlob inStore(String subject, Descriptor blob, LayerFormat format, String base, Location location) {
        return new WantedBlob(subject, blob.digest().toString(), blob.size(), base, Kind.IN_STORE, format, location);
    }

    static WantedBlob atUrl(String subject, Descriptor blob, LayerFormat format, String url, Location location) {
        return new WantedBlob(subject, blob.digest().toString(), blob.size(), url, Kind.AT_URL, format, location);
    }

    static WantedBlob foreign(String subject, Descriptor blob, LayerFormat format, String url, Location location) {
        return new WantedBlob(subject, blob.digest().toString(), blob.size(), url, Kind.FOREIGN, format, location);
    }

    static WantedBlob ofLegacy(String subject, String digest, long size, String url, Location location) {
        return new WantedBlob(subject, digest, size, url, Kind.LEGACY, LayerFormat.OTHER, location);
    }

    Key key() {
        return new Key(digest, size, address, format);
    }

    /** Empty where the digest is too weak. */
    Optional<Digest> strongDigest() {
        return Digest.tryParse(digest);
    }
}
