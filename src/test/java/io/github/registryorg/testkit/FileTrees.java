package io.github.registryorg.testkit;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a directory, comparable. */
public final class FileTrees {

    private FileTrees() {}

    /** The digest of each file, by its path. */
    public static Map<String, String> of(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = directory.relativize(file).toString().replace('\\', '/');
                files.put(path, Digest.sha256(Files.readAllBytes(file)).toString());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    /** Removes a directory, if it is there. */
    public static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
