package io.github.registryorg.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.metadata.FolderTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.source.ImageSource;
import io.github.registryorg.source.LayoutFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The metadata of one repository, acme/app, well formed until a test breaks it. */
final class CheckedRegistry {

    static final RepositoryName NAME = RepositoryName.parse("acme/app");
    static final String STORE = "https://storage.example/acme";

    final Path folder;

    CheckedRegistry(Path folder) {
        this.folder = folder;
    }

    /** Adds what is at this entry of a layout, its config too. */
    void add(LayoutFixture layout, Descriptor root, String... tags) throws IOException {
        Path copy = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "layout");
        layout.entry(root, "it").writeFolder(copy);
        Image image = ImageSource.parse("oci:" + copy + ":it", folder).read();
        Map<Digest, byte[]> configs = new TreeMap<>();
        for (Blob blob : image.blobs()) {
            boolean config = image.manifests().stream()
                    .anyMatch(manifest ->
                            config(manifest.json()).equals(blob.digest().toString()));
            if (config) {
                try (InputStream in = blob.content().open()) {
                    configs.put(blob.digest(), in.readAllBytes());
                }
            }
        }
        new Contribution(folder, NAME)
                .write(image, configs, Arrays.stream(tags).map(Tag::parse).toList(), List.of(STORE));
    }

    private static String config(JsonNode manifest) {
        return manifest.at("/config/digest").asText();
    }

    static String file(Digest digest) {
        return "acme/app/digests/" + digest.algorithm().id() + "/"
                + digest.hex().substring(0, 2) + "/" + digest.hex() + ".json";
    }

    static String note(Digest digest) {
        return file(digest).replace(".json", ".yaml");
    }

    static String tagFile(String tag) {
        return "acme/app/manifests/" + tag + "/README.md";
    }

    Path write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    void edit(String path, UnaryOperator<String> change) throws IOException {
        write(path, change.apply(Files.readString(folder.resolve(path))));
    }

    void delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    /** All findings about the structure, in the order of the files. */
    List<Problem> findings() {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new FolderTree(folder), report);
        RegistrySettings settings = metadata.settings();
        Inspection inspection = new Inspection(Inspection.structure(settings));
        metadata.repositories().forEach(name -> inspection.inspect(metadata.repository(name), report));
        List<Problem> all = new ArrayList<>(report.errors());
        all.addAll(report.warnings());
        return all;
    }

    /** The one finding there is. */
    Problem finding() {
        List<Problem> all = findings();
        if (all.size() != 1) {
            throw new AssertionError("not one finding, but " + all);
        }
        return all.get(0);
    }
}
