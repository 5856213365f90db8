package io.github.registryorg.serve;

import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one site. A site holds no links, so a path that leads anywhere but to itself is not part of it: one rule
 * against links that leave it, and against names that a file system takes for the same.
 *
 * @param root the site's directory, with links resolved
 */
record ServedFiles(Path root) {

    /** The regular file that is served at this endpoint. */
    Optional<Path> file(Endpoint endpoint) {
        return file(endpoint.path());
    }

    /** The regular file at this path, relative to the site. */
    Optional<Path> file(String path) {
        return resolve(path).filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether there is a directory at this path, relative to the site. */
    boolean hasDirectory(String path) {
        return resolve(path)
                .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
    }

    private Optional<Path> resolve(String relative) {
        try {
            Path path = root;
            for (String segment : relative.split("/")) {
                path = path.resolve(segment);
            }
            return Optional.of(path.toRealPath()).filter(path::equals);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
