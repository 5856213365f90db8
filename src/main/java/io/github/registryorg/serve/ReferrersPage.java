package io.github.registryorg.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Referrers lists that are filtered by type (distribution specification, "Listing Referrers"). */
final class ReferrersPage {

    private ReferrersPage() {}

    /** The index with only those of its descriptors that have this artifact type, one in memory at a time. */
    static byte[] filter(InputStream index, String artifactType) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonParser parser = Json.parser(index);
                JsonGenerator json = Json.generator(out)) {
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
                    JsonNode descriptor = Json.value(parser);
                    if (artifactType.equals(descriptor.path("artifactType").textValue())) {
                        json.writeRawValue(new String(Json.write(descriptor), StandardCharsets.UTF_8));
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
