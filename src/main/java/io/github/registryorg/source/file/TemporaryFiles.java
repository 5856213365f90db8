package io.github.registryorg.source.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that are needed for as long as a source is read, in the directory for temporary files of the JDK. */
public final class TemporaryFiles implements AutoCloseable {

    private final List<Path> files = new ArrayList<>();

    /** An empty file, which other users can't read; it is removed when this is closed. */
    public synchronized Path create() {
        try {
            Path file = Files.createTempFile("registry-", ".tmp");
            files.add(file);
            // a run that is stopped at the terminal closes nothing
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw Failures.io("making a file in", Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    @Override
    public synchronized void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // it is tried again when the JVM ends
            }
        }
        files.clear();
    }
}
