package io.github.registryorg;

import io.github.registryorg.file.FolderComparison;
import io.github.registryorg.file.FolderReplacement;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/** Where the files of a site go: first into a comparison with the site that is there, then into a new folder. */
abstract class SiteOutput implements TreeSink {

    /** Finds the verified bytes of a blob on this machine, or fetches them. */
    interface BlobSource {
        /** Writes or links the verified bytes to a place that nothing stands at. */
        void bring(Path place);
    }

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong largest = new AtomicLong();

    /** Whether more files are wanted. */
    abstract boolean goesOn();

    abstract void put(String path, byte[] content);

    abstract void putBlob(String path, Descriptor blob, BlobSource source);

    @Override
    public final void file(String path, MediaType mediaType, byte[] content) {
        count(content.length);
        put(path, content);
    }

    /** A blob whose bytes go into the site. */
    final void blob(String path, Descriptor blob, BlobSource source) {
        count(blob.size());
        putBlob(path, blob, source);
    }

    final void count(long size) {
        files.incrementAndGet();
        bytes.addAndGet(size);
        largest.accumulateAndGet(size, Math::max);
    }

    /** Bytes of the largest file so far. */
    final long largest() {
        return largest.get();
    }

    /** Files so far. */
    final long files() {
        return files.get();
    }

    /** Bytes of all files so far, of the same content under several paths once. */
    final long bytes() {
        return bytes.get();
    }

    static SiteOutput comparing(FolderComparison comparison) {
        return new SiteOutput() {
            @Override
            boolean goesOn() {
                return comparison.goesOn();
            }

            @Override
            void put(String path, byte[] content) {
                comparison.expect(path, content);
            }

            @Override
            void putBlob(String path, Descriptor blob, BlobSource source) {
                comparison.expectThat(path, file -> isBlob(file, blob));
            }

            @Override
            public void sameFile(String path, String earlier) {
                count(0);
                comparison.expectSame(path, earlier);
            }
        };
    }

    static SiteOutput writing(FolderReplacement replacement) {
        return new SiteOutput() {
            @Override
            boolean goesOn() {
                return true;
            }

            @Override
            void put(String path, byte[] content) {
                replacement.put(path, content);
            }

            @Override
            void putBlob(String path, Descriptor blob, BlobSource source) {
                if (!replacement.putBefore(path, file -> isBlob(file, blob))) {
                    source.bring(replacement.place(path));
                }
            }

            @Override
            public void sameFile(String path, String earlier) {
                count(0);
                replacement.putSame(path, earlier);
            }
        };
    }

    private static boolean isBlob(Path file, Descriptor blob) throws IOException {
        if (Files.size(file) != blob.size()) {
            return false;
        }
        DigestAlgorithm algorithm = blob.digest().algorithm();
        MessageDigest hash = algorithm.newMessageDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(algorithm, hash.digest()).equals(blob.digest());
    }
}
