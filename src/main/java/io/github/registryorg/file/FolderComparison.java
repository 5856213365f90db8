package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a folder holds certain files and no others, byte for byte: then there is nothing to write. Several threads
 * may compare.
 */
public final class FolderComparison {

    private final Path folder;
    private final AtomicLong same = new AtomicLong();
    private volatile boolean different;

    public FolderComparison(Path folder) {
        this.folder = folder;
    }

    /** Whether nothing has turned out different yet; otherwise comparing on is in vain. */
    public boolean goesOn() {
        return !different;
    }

    /** The folder should hold a file with this content. */
    public void expect(String path, byte[] content) {
        Path file = folder.resolve(path);
        try {
            tell(ContentComparison.holds(file, content));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** The folder should hold an ordinary file of which this is true. */
    public void expectThat(String path, FileTest test) {
        Path file = folder.resolve(path);
        try {
            tell(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && test.passes(file));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** The folder should hold the same file under both paths. */
    public void expectSame(String path, String earlier) {
        Path file = folder.resolve(path);
        try {
            tell(ContentComparison.same(file, folder.resolve(earlier)));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private void tell(boolean equal) {
        if (equal) {
            same.incrementAndGet();
        } else {
            different = true;
        }
    }

    /** Whether every file was as expected, and there is no other. */
    public boolean isSame() {
        return goesOn() && Files.isDirectory(folder) && FileCount.of(folder) == same.get();
    }
}
