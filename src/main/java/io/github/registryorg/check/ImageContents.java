package io.github.registryorg.check;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.ZstdContent;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.CheckedContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether layers that are read are what the configs of their images say: the hash of a layer's files, uncompressed, is its
 * diff_id. For several threads.
 */
final class ImageContents {

    private static final int BUFFER = 16 * 1024;

    /** Bytes that any layer may have uncompressed, however small it is. */
    private static final long LEAST = 256L * 1024 * 1024;

    /** Files that are compressed so much more are not programs, but zeros. */
    private static final int MAX_RATIO = 100;

    /** Uncompressed bytes of one run: minutes of one processor. */
    private static final long IN_ALL = 64L * 1024 * 1024 * 1024;

    /** What a decoder of zstd takes with the largest window, in bytes; all of them take an eighth of the heap at most. */
    private static final int ZSTD_MEMORY = 32 * 1024 * 1024;

    private static final int SHARE_OF_ZSTD = 8;

    private final Semaphore zstd =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / SHARE_OF_ZSTD / ZSTD_MEMORY));
    private final Map<Digest, Set<Digest>> diffIds = new ConcurrentHashMap<>();
    private final AtomicLong left;
    private volatile Map<Digest, Set<Digest>> settled = Map.of();
    private final AtomicLong uncompared = new AtomicLong();

    ImageContents() {
        this(IN_ALL);
    }

    /** @param inAll uncompressed bytes that are compared at most */
    ImageContents(long inAll) {
        this.left = new AtomicLong(inAll);
    }

    /**
     * What came of reading a blob.
     *
     * @param problem how it differs from its digest, or from what a config says of it; null where it doesn't
     * @param uncompressed what is known of its content now
     */
    record Read(@Nullable Problem problem, Uncompressed uncompressed) {}

    /** Learns what the layers of an image should be. A diff_id that is not a digest can't be compared with anything. */
    void describe(ImageManifest image, ImageConfig config) {
        describe(image.layers().stream().map(Descriptor::digest).toList(), config);
    }

    /** The same of an image with these layers. */
    void describe(List<Digest> layers, ImageConfig config) {
        List<String> ids = config.diffIds();
        if (ids.size() != layers.size()) {
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            Digest layer = layers.get(i);
            Digest.tryParse(ids.get(i))
                    .filter(id -> !settled.getOrDefault(layer, Set.of()).contains(id))
                    .ifPresent(id -> idsOf(layer).add(id));
        }
    }

    /** Learns what another has learnt. */
    void take(ImageContents other) {
        other.diffIds.forEach((layer, ids) -> idsOf(layer).addAll(ids));
    }

    /** Forgets what another has learnt too, and learns none of that again. */
    void forget(ImageContents known) {
        settled = Map.copyOf(known.diffIds);
        known.diffIds.forEach((layer, ids) -> diffIds.computeIfPresent(layer, (same, mine) -> {
            mine.removeAll(ids);
            return mine.isEmpty() ? null : mine;
        }));
    }

    private Set<Digest> idsOf(Digest layer) {
        return diffIds.computeIfAbsent(layer, none -> ConcurrentHashMap.newKeySet());
    }

    private SortedSet<Digest> diffIds(Digest blob, LayerFormat format) {
        return format == LayerFormat.OTHER
                ? Collections.emptySortedSet()
                : new TreeSet<>(diffIds.getOrDefault(blob, Set.of()));
    }

    /** The diff_ids that configs say of a blob, sorted; empty where none does, or it is no layer that can be read. */
    SortedSet<Digest> diffIds(WantedBlob blob) {
        return blob.strongDigest().map(digest -> diffIds(digest, blob.format())).orElseGet(TreeSet::new);
    }

    /** Reads a blob from beginning to end, and compares it with its digest, and with what configs say of it. */
    Read check(Blob blob, LayerFormat format) {
        SortedSet<Digest> ids = diffIds(blob.digest(), format);
        if (ids.isEmpty()) {
            return new Read(CheckedContent.check(blob).orElse(null), Uncompressed.UNKNOWN);
        }
        try (CheckedContent content = new CheckedContent(blob);
                InputStream raw = new Checked(content)) {
            Read read = compare(blob, raw, ids);
            // what is left behind the end of the compressed data, or where reading was given up
            raw.transferTo(OutputStream.nullOutputStream());
            Optional<Problem> damage = content.problem();
            return damage.isPresent() ? wrong(damage.get()) : read;
        } catch (IOException e) {
            throw new IllegalStateException("what is checked throws other exceptions", e);
        }
    }

    private static Read wrong(Problem problem) {
        return new Read(problem, Uncompressed.UNKNOWN);
    }

    private Read compare(Blob blob, InputStream raw, SortedSet<Digest> ids) {
        Map<DigestAlgorithm, MessageDigest> hashes = new EnumMap<>(DigestAlgorithm.class);
        ids.forEach(id -> hashes.computeIfAbsent(id.algorithm(), DigestAlgorithm::newMessageDigest));
        try {
            BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
            LayerEncoding encoding = LayerEncoding.of(in);
            if (encoding == LayerEncoding.UNREADABLE) {
                return new Read(null, Uncompressed.UNREADABLE);
            }
            if (encoding == LayerEncoding.ZSTD) {
                zstd.acquire();
            }
            try {
                Read stopped = hash(blob, encoding.decode(in), hashes.values());
                if (stopped != null) {
                    return stopped;
                }
            } finally {
                if (encoding == LayerEncoding.ZSTD) {
                    zstd.release();
                }
            }
        } catch (ZstdContent.UnsupportedZstdException e) {
            return new Read(null, Uncompressed.UNREADABLE);
        } catch (IOException e) {
            return wrong(
                    Problem.of(ProblemCode.MEDIA_TYPE_INVALID, blob.digest().toString(), "can't be decompressed")
                            .because(e.getMessage())
                            .hint("Clients can't unpack it: build the image again."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException(blob.digest().toString(), "was not read, as the run was stopped", e);
        }
        Map<DigestAlgorithm, Digest> found = new EnumMap<>(DigestAlgorithm.class);
        hashes.forEach((algorithm, hash) -> found.put(algorithm, Digest.of(algorithm, hash.digest())));
        for (Digest id : ids) {
            Digest actual = Objects.requireNonNull(found.get(id.algorithm()));
            if (!actual.equals(id)) {
                return wrong(differs(blob, actual, id));
            }
        }
        // one hash is kept of each layer: with several, it is read again
        return new Read(null, found.size() == 1 ? Uncompressed.of(ids.first()) : Uncompressed.UNKNOWN);
    }

    /** Hashes what a layer is uncompressed; gives why it was not hashed to its end, or null. */
    private @Nullable Read hash(Blob blob, InputStream files, Collection<MessageDigest> hashes) throws IOException {
        long most =
                Math.max(LEAST, blob.size() > Long.MAX_VALUE / MAX_RATIO ? Long.MAX_VALUE : blob.size() * MAX_RATIO);
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        for (int read = files.read(buffer); read >= 0; read = files.read(buffer)) {
            for (MessageDigest hash : hashes) {
                hash.update(buffer, 0, read);
            }
            count += read;
            if (count > most) {
                return wrong(expands(blob, most));
            }
            if (left.addAndGet(-read) < 0) {
                uncompared.incrementAndGet();
                return new Read(null, Uncompressed.UNKNOWN);
            }
        }
        return null;
    }

    /** Says of how many layers it is not known whether they are what configs say, as there was too much of them. */
    Optional<Problem> uncompared() {
        long layers = uncompared.get();
        return layers == 0
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.BLOB_UNVERIFIED,
                                "diff_ids",
                                "were not compared with the files of " + Count.of(layers, "layer"))
                        .because("more than " + ByteCount.binary(IN_ALL) + " would have been uncompressed in one run")
                        .hint("The digests of these layers are right. Validate the changes one after the other"
                                + " (registry.base), to compare these too."));
    }

    private static Problem expands(Blob blob, long most) {
        return Problem.of(
                        ProblemCode.SIZE_INVALID,
                        blob.digest().toString(),
                        "has more than " + ByteCount.binary(most) + " uncompressed, " + MAX_RATIO
                                + " times its size or more")
                .hint("It would fill the disks of those who pull it: leave out files of zeros.");
    }

    private static Problem differs(Blob blob, Digest found, Digest said) {
        return Problem.of(
                        ProblemCode.DIGEST_INVALID,
                        blob.digest().toString(),
                        "is " + found + " uncompressed, and the image's config says " + said)
                .hint("Clients refuse to unpack it: build the image again.");
    }

    /** The content as a stream; what it throws stays what it is. */
    private static final class Checked extends InputStream {

        private final CheckedContent content;
        private final byte[] buffer = new byte[BUFFER];
        private int position;
        private int end;

        private Checked(CheckedContent content) {
            this.content = content;
        }

        @Override
        public int read() {
            return fill() ? buffer[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, end - position);
            System.arraycopy(buffer, position, bytes, offset, count);
            position += count;
            return count;
        }

        /** Says whether there is more, by which the JDK finds out whether another part of a gzip file follows. */
        @Override
        public int available() {
            return fill() ? end - position : 0;
        }

        /** Behind the end it stays at the end. */
        private boolean fill() {
            while (position == end) {
                int read = content.read(buffer);
                if (read < 0) {
                    return false;
                }
                position = 0;
                end = read;
            }
            return true;
        }
    }
}
