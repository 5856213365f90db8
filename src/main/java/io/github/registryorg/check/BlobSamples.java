package io.github.registryorg.check;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.RemoteBlob;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads some ranges of blobs that are too large to read: the first, the last and three between, the same of a blob wherever
 * it is, so that mirrors can be compared. For several threads.
 */
final class BlobSamples {

    static final int LENGTH = 64 * 1024;

    private static final int BETWEEN = 3;

    /** Hexadecimal digits of a digest that choose one of these. */
    private static final int DIGITS = 8;

    private final Map<String, Sample> first = new ConcurrentHashMap<>();

    private record Sample(Digest hash, String address) {}

    /**
     * Reads the samples of a blob.
     *
     * @return what is wrong; its inner optional is empty where nothing is, the outer one where the server sends no ranges
     */
    Optional<Optional<Problem>> check(WantedBlob blob, RemoteBlob remote) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        int length = (int) Math.min(LENGTH, blob.size());
        for (long from : starts(blob, length)) {
            Optional<byte[]> bytes = remote.range(from, length, blob.size());
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Optional<MediaTypeFault> fault =
                    from == 0 ? MediaTypeFault.of(blob.format(), bytes.get()) : Optional.empty();
            if (fault.isPresent()) {
                return Optional.of(Optional.of(fault.get().problem(blob.subject(), "its layer " + blob.digest())));
            }
            hash.update(bytes.get());
        }
        Sample mine = new Sample(Digest.of(DigestAlgorithm.SHA256, hash.digest()), RemoteUrl.redacted(blob.address()));
        Sample other = first.putIfAbsent(blob.digest(), mine);
        boolean differs = other != null && !other.hash().equals(mine.hash());
        return Optional.of(
                differs
                        ? Optional.of(Problem.of(
                                        ProblemCode.DIGEST_INVALID,
                                        blob.digest(),
                                        "is not the same as at " + other.address())
                                .hint("One of the mirrors is damaged or has something else: registry.deep says which."))
                        : Optional.empty());
    }

    private static SortedSet<Long> starts(WantedBlob blob, int length) {
        SortedSet<Long> starts = new TreeSet<>();
        long last = blob.size() - length;
        starts.add(0L);
        starts.add(last);
        String hex = blob.strongDigest().orElseThrow().hex();
        for (int i = 0; i < BETWEEN && last > 0; i++) {
            starts.add(Long.parseLong(hex.substring(i * DIGITS, (i + 1) * DIGITS), 16) * length % last);
        }
        return starts;
    }
}
