package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps the files that are emitted in memory. */
public final class MemorySite implements TreeSink {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, MediaType> types = new TreeMap<>();

    @Override
    public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
        assertThat(files.put(path, content)).as("emitted before: " + path).isNull();
        types.put(path, mediaType);
    }

    @Override
    public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
        file(path, stage, mediaType, files.get(earlier));
    }

    public Set<String> paths() {
        return Set.copyOf(files.keySet());
    }

    public byte[] bytes(String path) {
        assertThat(files).containsKey(path);
        return files.get(path);
    }

    public String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    public String mediaType(String path) {
        return types.get(path).value();
    }

    /** The size of the largest file. */
    public int largest() {
        return files.values().stream().mapToInt(content -> content.length).max().orElse(0);
    }

    /** The paths of files that only one of both has, or that differ. */
    public Set<String> differences(MemorySite other) {
        Set<String> all = new TreeSet<>(files.keySet());
        all.addAll(other.files.keySet());
        all.removeIf(path -> Arrays.equals(files.get(path), other.files.get(path)));
        return all;
    }

    /** All files, as one text. */
    public String texts() {
        StringBuilder texts = new StringBuilder();
        files.forEach((path, content) -> texts.append("=== ")
                .append(path)
                .append(" ")
                .append(types.get(path))
                .append('\n')
                .append(text(path))
                .append('\n'));
        return texts.toString();
    }

    public void write(Path directory) {
        files.forEach((path, content) -> {
            Path file = directory.resolve(path);
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
