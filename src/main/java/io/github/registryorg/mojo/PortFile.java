package io.github.registryorg.mojo;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells other programs at which port a registry listens, for as long as it does. */
record PortFile(Path path) {

    /** @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED} */
    void write(int port) {
        WholeFile.write(path, Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Removes it, whichever run has written it: one that was killed has left it.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw Failures.io("removing", path, e);
        }
    }
}
