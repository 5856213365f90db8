package io.github.registryorg.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Referrers lists that no file holds (distribution specification, "Listing Referrers"). */
final class ReferrersPage {

    private static final ObjectReader ONE_OF_MANY =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ReferrersPage() {}

    /** What is said of a digest that nothing refers to, present or not. */
    static byte[] empty() {
        ObjectNode index =
                Json.mapper().createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
        index.putArray("manifests");
        return Json.write(index);
    }

    /** The index with only those of its descriptors that have this artifact type, one in memory at a time. */
    static byte[] filter(InputStream index, String artifactType) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonParser parser = Json.mapper().createParser(index);
                JsonGenerator json = Json.mapper().createGenerator(out)) {
            parser.nextToken();
            json.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (!parser.currentName().equals("manifests")) {
                    json.copyCurrentStructure(parser);
                    continue;
                }
                json.writeArrayFieldStart("manifests");
                parser.nextToken();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    JsonNode descriptor = ONE_OF_MANY.readTree(parser);
                    if (artifactType.equals(descriptor.path("artifactType").textValue())) {
                        json.writeTree(descriptor);
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
