package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a directory holds certain files and no others, byte for byte: then there is nothing to write. Several threads
 * may compare.
 */
public final class DirectoryComparison {

    private final Path directory;
    private final AtomicLong same = new AtomicLong();
    private volatile boolean different;

    public DirectoryComparison(Path directory) {
        this.directory = directory;
    }

    /** Whether nothing has turned out different yet; otherwise comparing on is in vain. */
    public boolean goesOn() {
        return !different;
    }

    /** The directory should hold a file with this content. */
    public void expect(String path, byte[] content) {
        Path file = directory.resolve(path);
        try {
            tell(ContentComparison.holds(file, content));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** The directory should hold an ordinary file of which this is true. */
    public void expectThat(String path, FileTest test) {
        Path file = directory.resolve(path);
        try {
            tell(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && test.passes(file));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** The directory should hold the same file under both paths. */
    public void expectSame(String path, String earlier) {
        Path file = directory.resolve(path);
        try {
            tell(ContentComparison.same(file, directory.resolve(earlier)));
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
        return goesOn() && Files.isDirectory(directory) && FileCount.of(directory) == same.get();
    }
}
