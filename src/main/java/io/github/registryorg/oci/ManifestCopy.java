package io.github.registryorg.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** Copies a valid manifest from a parser to a generator, with other {@code urls} in the descriptors of its blobs. */
final class ManifestCopy {

    private final JsonParser in;
    private final JsonGenerator out;
    private final List<List<String>> urls;

    /**
     * @param urls of the config, then of each layer; where empty, the descriptor stays as it is
     */
    ManifestCopy(JsonParser in, JsonGenerator out, List<List<String>> urls) {
        this.in = in;
        this.out = out;
        this.urls = urls;
    }

    void write() throws IOException {
        in.nextToken();
        out.writeStartObject();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            out.writeFieldName(key);
            in.nextToken();
            switch (key) {
                case "config" -> writeDescriptor(urls.get(0));
                case "layers" -> writeLayers();
                default -> JsonTree.copy(in, out);
            }
        }
        out.writeEndObject();
    }

    private void writeLayers() throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            out.writeNull();
            return;
        }
        out.writeStartArray();
        for (int layer = 1; in.nextToken() != JsonToken.END_ARRAY; layer++) {
            writeDescriptor(urls.get(layer));
        }
        out.writeEndArray();
    }

    private void writeDescriptor(List<String> newUrls) throws IOException {
        boolean missing = !newUrls.isEmpty();
        out.writeStartObject();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            out.writeFieldName(key);
            in.nextToken();
            if (missing && key.equals("urls")) {
                missing = false;
                in.skipChildren();
                writeUrls(newUrls);
            } else {
                JsonTree.copy(in, out);
            }
        }
        if (missing) {
            out.writeFieldName("urls");
            writeUrls(newUrls);
        }
        out.writeEndObject();
    }

    private void writeUrls(List<String> newUrls) throws IOException {
        out.writeStartArray();
        for (String url : newUrls) {
            out.writeString(url);
        }
        out.writeEndArray();
    }
}
