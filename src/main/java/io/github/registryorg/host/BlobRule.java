package io.github.registryorg.host;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where blobs of a repository are.
 *
 * @param repository whose blobs
 * @param digest of the one blob that is meant; null for all that have no rule of their own
 * @param addresses where they are, of all blobs in stores only; in order of preference, never empty
 */
public record BlobRule(RepositoryName repository, @Nullable Digest digest, List<BlobAddress> addresses)
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

    /**
     * A rule as it is written.
     *
     * @param digest of the one blob that is meant; null for all that have no rule of their own
     * @param texts for one blob its URLs, otherwise bases of stores
     */
    public static BlobRule of(RepositoryName repository, @Nullable Digest digest, List<String> texts) {
        return new BlobRule(
                repository,
                digest,
                digest == null
                        ? BlobAddress.inStores(texts)
                        : texts.stream().map(url -> BlobAddress.of(url, digest)).toList());
    }

    /** The best of its addresses: the URL of the one blob, or the base of a store without a slash at its end. */
    String address() {
        return text(addresses.get(0));
    }

    /** All of them in the same way. */
    List<String> texts() {
        return addresses.stream().map(this::text).toList();
    }

    private String text(BlobAddress address) {
        return digest == null ? address.text() : address.url(digest);
    }

    @Override
    public int compareTo(BlobRule other) {
        return ORDER.compare(this, other);
    }
}
