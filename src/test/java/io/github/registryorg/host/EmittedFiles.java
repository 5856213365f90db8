package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the files that a host emits, as texts by their paths. */
final class EmittedFiles implements TreeSink {

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Stage> stages = new TreeMap<>();

    /** What a host emits for a site with these rules. */
    static Map<String, String> of(String host, List<BlobRule> rules) {
        EmittedFiles emitted = new EmittedFiles();
        Host.of(host).emit(rules, emitted);
        return emitted.files;
    }

    Map<String, String> files() {
        return files;
    }

    /** When a file comes, where not all come at once; null of what was not emitted. */
    Stage stage(String path) {
        return stages.get(path);
    }

    @Override
    public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
        files.put(path, new String(content, StandardCharsets.UTF_8));
        stages.put(path, stage);
    }

    @Override
    public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
        files.put(path, files.get(earlier));
        stages.put(path, stage);
    }
}
