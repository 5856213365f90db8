package io.github.registryorg.file;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a file is what it should be. */
@FunctionalInterface
public interface FileTest {

    boolean passes(Path file) throws IOException;
}
