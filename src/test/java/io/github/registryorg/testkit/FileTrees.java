package io.github.registryorg.testkit;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a folder, comparable. */
public final class FileTrees {

    private FileTrees() {}

    /** The digest of each file, by its path. */
    public static Map<String, String> of(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                files.put(path, Digest.sha256(Files.readAllBytes(file)).toString());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    /** Removes a folder, if it is there. */
    public static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
