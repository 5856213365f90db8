package io.github.registryorg.testkit;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** A site that a test makes file by file, with the index that lists them. */
public final class HandmadeSite {

    private final Path site;
    private final TreeSet<String> lines = new TreeSet<>();

    /** With nothing but the file that makes it a site. */
    public HandmadeSite(Path site) throws IOException {
        this.site = site;
        write(new Endpoint.Base().path(), Stage.CATALOG, "application/json", new byte[] {'{', '}'});
    }

    /** Writes a file and lists it. */
    public Path write(String path, Stage stage, String mediaType, byte[] content) throws IOException {
        list(path, stage, mediaType);
        return add(path, content);
    }

    /** Lists a file, whether it is there or not. */
    public void list(String path, Stage stage, String mediaType) throws IOException {
        lines.removeIf(line -> line.startsWith(path + "\t"));
        lines.add(FileIndex.line(path, stage, new MediaType(mediaType)) + "\n");
        add(FileIndex.FILE, String.join("", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file and does not list it. */
    public Path add(String path, byte[] content) throws IOException {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
