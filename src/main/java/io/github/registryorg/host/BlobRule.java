package io.github.registryorg.host;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Where blobs of a repository are.
 *
 * @param repository whose blobs
 * @param digest of the one blob that is meant; null for all that have no rule of their own
 * @param addresses for one blob its URLs, otherwise bases below which a blob is at {@code <algorithm>/<hex>}; the best
 *     first, never empty
 */
public record BlobRule(RepositoryName repository, Digest digest, List<String> addresses)
        implements Comparable<BlobRule> {

    private static final Comparator<BlobRule> ORDER = Comparator.comparing(BlobRule::repository)
            .thenComparing(BlobRule::digest, Comparator.nullsFirst(Comparator.naturalOrder()));

    public BlobRule {
        Objects.requireNonNull(repository, "repository");
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a rule needs an address");
        }
    }

    @Override
    public int compareTo(BlobRule other) {
        return ORDER.compare(this, other);
    }
}
