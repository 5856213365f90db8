package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.SortedLineWriter;
import io.github.registryorg.file.StagedDirectory;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/** The index of a site that is being made: of its new files, and of those that stay. It need not fit into memory. */
final class SiteIndex implements AutoCloseable {

    /** When it comes: the type of what a tag names is known before the tag names it. */
    private static final int RANK = SiteSink.rank(Stage.INDEXES) + 1;

    /** Where it waits that is larger than memory, beside the site. */
    private static final String PARTS = ".index";

    private static final MediaType TSV = new MediaType("text/tab-separated-values");

    private final Path file;
    private final Path last;
    private final SortedLineWriter lines;

    /**
     * For parts of the site that change: prefixes of the lines of all files that they had, and of removed manifests.
     */
    private final Set<String> old = new HashSet<>();

    private final Set<String> leaving = new HashSet<>();

    /** @param last where the last index waits, in the file system of the site */
    SiteIndex(DirectoryLock lock, Path last) {
        this.file = lock.directory().resolve(FileIndex.FILE);
        this.last = last;
        this.lines = new SortedLineWriter(lock.beside(PARTS));
    }

    /** Removes what a run has left that was killed. */
    static void clean(DirectoryLock lock) {
        new SortedLineWriter(lock.beside(PARTS)).close();
    }

    /** A file that the site will have; by several threads. */
    void add(SiteFile entry) {
        lines.add(FileIndex.line(entry.path(), entry.stage(), entry.mediaType()));
    }

    /** A file of the old site, in a part that changes. */
    void addOld(SiteFile entry, boolean stale) {
        old.add(FileIndex.beginning(entry.path()));
        if (stale && (entry.stage() == Stage.DIGESTS || entry.stage() == Stage.INDEXES)) {
            leaving.add(FileIndex.beginning(entry.path()));
        }
    }

    /** Adds what the old index has of the parts that don't change, and of manifests that tags still name. */
    void addOthers() {
        Set<String> gone = new HashSet<>(old);
        gone.removeAll(leaving);
        lines.addSorted(file, gone);
    }

    /** Puts it; all files were added. */
    SiteFile put(StagedDirectory target) {
        Path made = target.made(FileIndex.FILE);
        try {
            target.put(FileIndex.FILE, RANK, lines::writeTo);
            made = target.made(FileIndex.FILE);
            if (!leaving.isEmpty()) {
                // until tags name others, what they name has its type
                lines.addSorted(file, old);
                made = last;
                try (OutputStream out = Files.newOutputStream(last)) {
                    lines.writeTo(out);
                }
            }
            return new SiteFile(FileIndex.FILE, Stage.HOST, TSV, Files.size(made));
        } catch (IOException e) {
            throw Failures.io("writing", made, e);
        }
    }

    /** After all other files are in place: what was only there for the time between goes. */
    void replace() throws IOException {
        if (!leaving.isEmpty()) {
            Files.move(last, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
