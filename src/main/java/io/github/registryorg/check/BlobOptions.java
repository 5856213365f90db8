package io.github.registryorg.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How closely blobs are looked at.
 *
 * @param hashUpTo bytes of a blob up to which what a contribution adds is read and hashed; of larger ones, samples are read.
 *     Null for what the registry's rules say, which it can't lower
 * @param cache a file, or a directory for it, with what was verified before; null for none. Contributions must have no hand
 *     in it
 * @param cacheAge how long what was verified is not asked for again
 */
public record BlobOptions(@Nullable Long hashUpTo, @Nullable Path cache, Duration cacheAge) {

    /** Without a cache. */
    public static final BlobOptions DEFAULT = new BlobOptions(null, null, Duration.ofDays(7));

    public BlobOptions {
        Objects.requireNonNull(cacheAge, "cacheAge");
    }
}
