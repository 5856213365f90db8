package io.github.registryorg.source;

import io.github.registryorg.oci.Compression;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.source.file.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one pass over a file's bytes finds out. */
final class Scan {

    private static final int BUFFER = 128 * 1024;

    private final Map<DigestAlgorithm, Digest> digests = new EnumMap<>(DigestAlgorithm.class);
    private final @Nullable Compression compression;

    private Scan(Map<DigestAlgorithm, MessageDigest> hashes, byte[] start) {
        hashes.forEach((algorithm, hash) -> digests.put(algorithm, Digest.of(algorithm, hash.digest())));
        this.compression = Compression.of(start).orElse(null);
    }

    static Scan of(String subject, SourceFile file, Set<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, MessageDigest> hashes = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(algorithm -> hashes.put(algorithm, algorithm.newMessageDigest()));
        byte[] buffer = new byte[BUFFER];
        byte[] start = {};
        long total = 0;
        try (InputStream in = file.content().open()) {
            int count;
            while ((count = in.readNBytes(buffer, 0, BUFFER)) > 0) {
                if (total == 0) {
                    start = Arrays.copyOf(buffer, Math.min(count, Compression.MAGIC_LENGTH));
                }
                total += count;
                for (MessageDigest hash : hashes.values()) {
                    hash.update(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            throw file.failed(e);
        }
        if (total != file.size()) {
            throw file.changed(subject);
        }
        return new Scan(hashes, start);
    }

    /** One of the algorithms that were requested. */
    Digest digest(DigestAlgorithm algorithm) {
        return Objects.requireNonNull(digests.get(algorithm), "not asked for");
    }

    /** Empty where the bytes are of no compression that is known here. */
    Optional<Compression> compression() {
        return Optional.ofNullable(compression);
    }
}
