package io.github.registryorg.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps the files of a tree in memory. */
final class TreeFiles implements TreeSink {

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, MediaType> types = new TreeMap<>();
    private final Map<String, Stage> stages = new TreeMap<>();
    private final List<ServedManifest> manifests = new ArrayList<>();
    private final List<ServedReferrers> referrersByType = new ArrayList<>();

    /** The whole tree of a registry in which nothing is wrong; blobs are at the first store. */
    static TreeFiles of(Path root) {
        TreeFiles files = new TreeFiles();
        List<Problem> problems = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problems::add);
        List<RepositoryName> pullable = new ArrayList<>();
        for (RepositoryName name : metadata.repositories()) {
            Repository repository = metadata.repository(name);
            BlobLocations locations = (manifest, blob) -> repository.bases(manifest, metadata.settings()).stream()
                    .map(base -> base + "/sha256/" + blob.hex())
                    .toList();
            RepositoryTree tree = new RepositoryTree(repository, locations, BlobLocations.NOWHERE, files);
            files.manifests.addAll(tree.emit());
            files.referrersByType.addAll(tree.referrersByType());
            if (!repository.digests().isEmpty()) {
                pullable.add(name);
            }
        }
        RegistryTree.emit(pullable, files);
        assertThat(problems).isEmpty();
        return files;
    }

    /** Path and content of each file of a directory; a colon is written as %3A there, since Windows has none in names. */
    static Map<String, String> read(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.filter(Files::isRegularFile).forEach(file -> {
                try {
                    files.put(
                            directory
                                    .relativize(file)
                                    .toString()
                                    .replace('\\', '/')
                                    .replace("%3A", ":"),
                            Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return files;
    }

    @Override
    public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
        assertThat(texts.put(path, new String(content, StandardCharsets.UTF_8)))
                .as("emitted before: " + path)
                .isNull();
        types.put(path, mediaType);
        stages.put(path, stage);
    }

    @Override
    public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
        assertThat(texts).as("emitted before, for " + path).containsKey(earlier);
        assertThat(texts.put(path, texts.get(earlier)))
                .as("emitted before: " + path)
                .isNull();
        types.put(path, mediaType);
        stages.put(path, stage);
    }

    Map<String, String> texts() {
        return texts;
    }

    String text(String path) {
        assertThat(texts).containsKey(path);
        return texts.get(path);
    }

    /** When a file comes, where not all come at once. */
    Stage stage(String path) {
        assertThat(stages).containsKey(path);
        return stages.get(path);
    }

    /** The manifests, of all repositories. */
    List<ServedManifest> manifests() {
        return manifests;
    }

    /** The lists of referrers of one type, of all repositories. */
    List<ServedReferrers> referrersByType() {
        return referrersByType;
    }

    String mediaType(String path) {
        assertThat(types).containsKey(path);
        return types.get(path).value();
    }
}
