package io.github.registryorg.site;

import java.nio.file.Path;
import java.util.Optional;

/** Blobs of stores on the web that a site has to contain, since its host can't redirect to them. */
@FunctionalInterface
interface WebBlobs {

    /** None of them is had. */
    WebBlobs NONE = wanted -> Optional.empty();

    /** All of them, for a site whose size is counted: nothing is in their files. */
    static WebBlobs counted(Path file) {
        return new WebBlobs() {
            @Override
            public Optional<Path> file(WantedBlob wanted) {
                return Optional.of(file);
            }

            @Override
            public boolean areReadable() {
                return false;
            }
        };
    }

    /** A file on this machine with a blob's bytes, verified; empty where it is not had. */
    Optional<Path> file(WantedBlob wanted);

    /** Whether the bytes are in the files. */
    default boolean areReadable() {
        return true;
    }
}
