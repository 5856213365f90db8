package io.github.registryorg.check;

import io.github.registryorg.metadata.Rule.Limit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who brought the blobs, which decides how closely they are looked at.
 *
 * @param contributed whether they are what a contribution adds: nobody has vouched for them yet
 * @param deep whether all of them are read and hashed
 * @param hashUpTo bytes of one blob up to which what a contribution adds is hashed; null for what the rules say. It can't
 *     lower what they say
 */
record BlobScope(
        boolean contributed, boolean deep, @Nullable Long hashUpTo) {

    /** So many blobs of the largest size that may be hashed are hashed of one contribution: the rest is sampled. */
    private static final int LARGEST_IN_ALL = 64;

    /** How closely blobs are looked at, one after the other. */
    final class Depths {

        /** Bytes that are hashed. */
        private long hashed;

        /** Bytes of one blob that may be hashed, by the highest limit so far. */
        private long largest;

        /**
         * How closely the next blob is to be looked at.
         *
         * @param rule up to which size the rules want it hashed; empty where they don't say
         */
        Depth next(WantedBlob blob, OptionalLong rule) {
            long limit = limit(rule);
            largest = Math.max(largest, limit);
            long most = largest > Long.MAX_VALUE / LARGEST_IN_ALL ? Long.MAX_VALUE : largest * LARGEST_IN_ALL;
            Depth depth = depth(blob, Math.min(limit, most - hashed));
            if (depth == Depth.HASH && contributed && !deep) {
                // small ones are hashed beyond that
                hashed = blob.size() > most - hashed ? most : hashed + blob.size();
            }
            return depth;
        }
    }

    private long limit(OptionalLong rule) {
        if (hashUpTo == null) {
            return rule.orElse(Limit.HASH_UP_TO.unasked());
        }
        return rule.isPresent() ? Math.max(rule.getAsLong(), hashUpTo) : hashUpTo;
    }

    Depths depths() {
        return new Depths();
    }

    /** Whether what is in one blob can be judged without knowing all others. */
    boolean needsNoOther() {
        return !contributed && !deep;
    }

    private Depth depth(WantedBlob blob, long most) {
        if (blob.kind() == WantedBlob.Kind.LEGACY) {
            return Depth.SIZE;
        }
        if (deep) {
            return Depth.HASH;
        }
        if (!contributed) {
            return Depth.SIZE;
        }
        // one sample of it would be all of it
        boolean isSmall = blob.size() <= BlobSamples.LENGTH;
        return isSmall || blob.size() <= most ? Depth.HASH : Depth.SAMPLED;
    }
}
