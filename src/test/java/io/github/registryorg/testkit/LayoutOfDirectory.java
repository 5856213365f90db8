package io.github.registryorg.testkit;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An OCI layout of what skopeo writes into a directory, its bytes as they are. */
public final class LayoutOfDirectory {

    private LayoutOfDirectory() {}

    public static void write(Path directory, Path layout) {
        try (Stream<Path> all = Files.list(directory)) {
            Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
            List<Path> files = all.filter(
                            file -> file.getFileName().toString().matches("[0-9a-f]{64}(\\.manifest\\.json)?"))
                    .toList();
            for (Path file : files) {
                Files.copy(file, blobs.resolve(file.getFileName().toString().replace(".manifest.json", "")));
            }
            byte[] manifest = Files.readAllBytes(directory.resolve("manifest.json"));
            Digest digest = Digest.sha256(manifest);
            Files.write(blobs.resolve(digest.hex()), manifest);
            Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
            Files.writeString(
                    layout.resolve("index.json"),
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\""
                            + RawManifest.of(manifest).mediaType() + "\",\"digest\":\"" + digest
                            + "\",\"size\":" + manifest.length + "}]}",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
