package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryComparison;
import io.github.registryorg.file.DirectoryReplacement;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.CheckedContent;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Where the files of a site go: at times first into a count, then into a comparison with the site that is there, then into a new directory. */
abstract class SiteOutput implements TreeSink {

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<LargeFile> large = new ConcurrentSkipListSet<>();
    private final Set<String> rows = new ConcurrentSkipListSet<>();
    private final long mostBytes;

    /** @param mostBytes that one file may have */
    private SiteOutput(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Whether more files are wanted. */
    abstract boolean goesOn();

    abstract void put(String path, byte[] content);

    abstract void putBlob(String path, Blob blob, Optional<Path> file);

    abstract void putSame(String path, String earlier);

    @Override
    public final void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
        rows.add(FileIndex.line(path, stage, mediaType));
        count(path, 0);
        putSame(path, earlier);
    }

    /** Writes the index of all files so far, which is not among them. */
    final void index() {
        byte[] index = String.join("", rows).getBytes(StandardCharsets.UTF_8);
        count(FileIndex.FILE, index.length);
        put(FileIndex.FILE, index);
    }

    @Override
    public final void file(String path, Stage stage, MediaType mediaType, byte[] content) {
        rows.add(FileIndex.line(path, stage, mediaType));
        count(path, content.length);
        put(path, content);
    }

    /**
     * A blob whose bytes go into the site, after they were verified.
     *
     * @param file that has them on this machine; empty where they must be copied
     */
    final void blob(String path, Blob blob, Optional<Path> file) {
        rows.add(FileIndex.line(path, Stage.BLOBS, MediaType.OCTET_STREAM));
        count(path, blob.size());
        putBlob(path, blob, file);
    }

    final void count(String path, long size) {
        files.incrementAndGet();
        bytes.addAndGet(size);
        if (size > mostBytes) {
            large.add(new LargeFile(path, size));
        }
    }

    /** Counts bytes of files that are large and stand in the site twice, which not every way to a host preserves. */
    final void copied(long size) {
        bytes.addAndGet(size);
    }

    /** Files that are too large, the largest first. */
    final List<LargeFile> large() {
        return List.copyOf(large);
    }

    /** Files so far. */
    final long files() {
        return files.get();
    }

    /** Bytes of all files so far, of small content under several paths once. */
    final long bytes() {
        return bytes.get();
    }

    /** Counts what would be in a site, and takes none of it. */
    static SiteOutput counting() {
        return new SiteOutput(Long.MAX_VALUE) {
            @Override
            boolean goesOn() {
                return true;
            }

            @Override
            void put(String path, byte[] content) {}

            @Override
            void putBlob(String path, Blob blob, Optional<Path> file) {}

            @Override
            void putSame(String path, String earlier) {}
        };
    }

    /** @param mostBytes that one file may have */
    static SiteOutput comparing(DirectoryComparison comparison, long mostBytes) {
        return new SiteOutput(mostBytes) {
            @Override
            boolean goesOn() {
                return comparison.goesOn();
            }

            @Override
            void put(String path, byte[] content) {
                comparison.expect(path, content);
            }

            @Override
            void putBlob(String path, Blob blob, Optional<Path> file) {
                comparison.expectThat(path, before -> isBlob(before, blob.descriptor()));
            }

            @Override
            void putSame(String path, String earlier) {
                comparison.expectSame(path, earlier);
            }
        };
    }

    /** @param mostBytes that one file may have */
    static SiteOutput writing(DirectoryReplacement replacement, long mostBytes) {
        return new SiteOutput(mostBytes) {
            @Override
            boolean goesOn() {
                return true;
            }

            @Override
            void put(String path, byte[] content) {
                replacement.put(path, content);
            }

            @Override
            void putBlob(String path, Blob blob, Optional<Path> file) {
                if (replacement.putBefore(path, before -> isBlob(before, blob.descriptor()))) {
                    return;
                }
                if (file.isPresent()) {
                    CheckedContent.check(blob).ifPresent(problem -> {
                        throw new RegistryException(problem);
                    });
                    replacement.putFile(path, file.get());
                } else {
                    replacement.put(path, out -> CheckedContent.copy(blob, out));
                }
            }

            @Override
            void putSame(String path, String earlier) {
                replacement.putSame(path, earlier);
            }
        };
    }

    /** Whether a file has exactly the bytes that it should have. */
    static boolean isBlob(Path file, Descriptor blob) throws IOException {
        Blob there = new Blob(blob, () -> Files.newInputStream(file));
        return Files.size(file) == blob.size() && CheckedContent.check(there).isEmpty();
    }
}
