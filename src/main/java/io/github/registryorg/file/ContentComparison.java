package io.github.registryorg.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an ordinary file holds what it should. A link, a directory or nothing at all in its place does not. */
final class ContentComparison {

    private ContentComparison() {}

    static boolean holds(Path file, byte[] content) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        return attributes != null
                && attributes.size() == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    /** Whether both are ordinary files, the same or with the same content. */
    static boolean same(Path one, Path other) throws IOException {
        BasicFileAttributes first = attributes(one);
        BasicFileAttributes second = attributes(other);
        if (first == null || second == null) {
            return false;
        }
        boolean linked = first.fileKey() != null && Objects.equals(first.fileKey(), second.fileKey());
        return linked || first.size() == second.size() && Files.mismatch(one, other) < 0;
    }

    /** Null where it is not an ordinary file, or a part of its path is not a directory. */
    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? attributes : null;
        } catch (FileSystemException e) {
            return null;
        }
    }
}
