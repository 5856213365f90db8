package io.github.registryorg;

import io.github.registryorg.file.FolderComparison;
import io.github.registryorg.file.FolderReplacement;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.TreeSink;
import java.util.concurrent.atomic.AtomicLong;

/** Where the files of a site go: first into a comparison with the site that is there, then into a new folder. */
abstract class SiteOutput implements TreeSink {

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Whether more files are wanted. */
    abstract boolean goesOn();

    abstract void put(String path, byte[] content);

    @Override
    public final void file(String path, MediaType mediaType, byte[] content) {
        count(content.length);
        put(path, content);
    }

    final void count(long size) {
        files.incrementAndGet();
        bytes.addAndGet(size);
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
            public void sameFile(String path, String earlier) {
                count(0);
                replacement.putSame(path, earlier);
            }
        };
    }
}
