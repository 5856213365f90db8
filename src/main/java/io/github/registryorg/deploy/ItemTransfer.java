package io.github.registryorg.deploy;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.store.Bucket;
import io.github.registryorg.store.CountedContent;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.work.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Sends items to a bucket, each file read once, unless it is large and its digest is unknown. For several threads. */
final class ItemTransfer {

    /** Bytes of a file that is held while it is sent. */
    private static final int MAX_IN_MEMORY = 1024 * 1024;

    private final Path site;
    private final WantedBlobs blobs;
    private final OpenStores open;
    private final Bucket bucket;
    private final Progress progress;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();

    ItemTransfer(Path site, WantedBlobs blobs, OpenStores open, Bucket bucket, Progress progress) {
        this.site = site;
        this.blobs = blobs;
        this.open = open;
        this.bucket = bucket;
        this.progress = progress;
    }

    /** Objects so far, without those that were copied. */
    long sent() {
        return sent.get();
    }

    /** Bytes of those. */
    long bytes() {
        return bytes.get();
    }

    /** Blobs so far that went from bucket to bucket, or that a store had. */
    long copied() {
        return copied.get();
    }

    /** The digest of an item's file: what it is named by, or else its sha256. */
    Digest digest(Item item) {
        if (item.digest() != null) {
            return item.digest();
        }
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        copy(item, hash, OutputStream.nullOutputStream());
        return Digest.of(DigestAlgorithm.SHA256, hash.digest());
    }

    /** Sends an item to all its paths, and gives its digest. */
    Digest send(Item item) {
        if (!item.isInSite()) {
            Digest digest = digest(item);
            Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, digest, item.size());
            open.bring(
                    () -> blobs.reference(item.path()),
                    blob,
                    blobs.addresses(item.path()),
                    bucket,
                    item.path(),
                    item.delivery().kind(),
                    progress::moved);
            copied.incrementAndGet();
            progress.done(1);
            return digest;
        }
        if (item.delivery().compressed()) {
            MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                copy(item, hash, out);
            } catch (IOException e) {
                throw new IllegalStateException("memory is always writable", e);
            }
            put(item, memory(compressed.toByteArray()));
            return Digest.of(DigestAlgorithm.SHA256, hash.digest());
        }
        Blob content = content(item);
        put(item, content);
        return content.digest();
    }

    private Blob content(Item item) {
        Path file = site.resolve(item.path());
        if (item.digest() != null || item.size() > MAX_IN_MEMORY) {
            Descriptor descriptor = Descriptor.of(MediaType.OCTET_STREAM, digest(item), item.size());
            return new Blob(descriptor, () -> Files.newInputStream(file));
        }
        try {
            return memory(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private void put(Item item, Blob content) {
        for (String path : item.paths()) {
            bucket.put(path, item.delivery().kind(), CountedContent.of(content, progress::moved));
            sent.incrementAndGet();
            progress.done(1);
            bytes.addAndGet(content.size());
        }
    }

    private void copy(Item item, MessageDigest hash, OutputStream out) {
        Path file = site.resolve(item.path());
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private static Blob memory(byte[] content) {
        return new Blob(
                Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(content), content.length),
                () -> new ByteArrayInputStream(content));
    }
}
