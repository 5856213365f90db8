package io.github.registryorg.search;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A file of the index: JSON below {@code api/search/}. */
final class IndexFile {

    private static final MediaType JSON = new MediaType("application/json");

    private IndexFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** @param name of the file, without its extension */
    static void emit(String name, Stage stage, TreeSink sink, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = Json.generator(out)) {
            content.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        sink.file("api/search/" + name + ".json", stage, JSON, out.toByteArray());
    }
}
