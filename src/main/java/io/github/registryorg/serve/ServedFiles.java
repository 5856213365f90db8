package io.github.registryorg.serve;

import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one site. A site holds no links, so a path that leads anywhere but to itself is no part of it: one rule
 * against links that leave it, and against names that a file system takes for the same.
 *
 * @param root the site's directory, with links resolved
 */
record ServedFiles(Path root) {

    /** The regular file that answers at this endpoint. */
    Optional<Path> file(Endpoint endpoint) {
        return file(endpoint.path());
    }

    /** The regular file at this path, relative to the site. */
    Optional<Path> file(String path) {
        return file(segments(path));
    }

    /** The regular file at this place. */
    Optional<Path> file(List<String> segments) {
        return resolve(segments).filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether there is a directory at this path, relative to the site. */
    boolean hasDirectory(String path) {
        return resolve(segments(path))
                .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/"));
    }

    private Optional<Path> resolve(List<String> segments) {
        try {
            Path path = root;
            for (String segment : segments) {
                path = path.resolve(segment);
            }
            return Optional.of(path.toRealPath()).filter(path::equals);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
