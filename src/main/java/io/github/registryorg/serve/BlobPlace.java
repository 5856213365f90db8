package io.github.registryorg.serve;

import java.net.URI;
import java.nio.file.Path;

/** Where the bytes of a blob are. */
sealed interface BlobPlace {

    /** In a file of this machine. */
    record InFile(Path file) implements BlobPlace {}

    /** At an http or https address; whether they are really there, a client finds out. */
    record Elsewhere(URI url) implements BlobPlace {}
}
