package io.github.registryorg.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.registryorg.oci.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sorted list (distribution specification, "Listing Tags"), cut from the JSON of the whole, of which never
 * more than one entry is in memory.
 *
 * @param json the list's object with fewer entries
 * @param lastEntry what the next page starts after; null where this page is the last
 */
record ListPage(byte[] json, @Nullable String lastEntry) {

    /**
     * Cuts a page.
     *
     * @param list an object with an array of strings, sorted as {@link String#compareTo} does
     * @param key of the array
     * @param after entries up to this one are left out; empty to start at the beginning
     * @param most entries of the page; with 0 it is empty, and the last
     */
    static ListPage cut(InputStream list, String key, String after, long most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String lastEntry = null;
        try (JsonParser parser = Json.parser(list);
                JsonGenerator json = Json.generator(out)) {
            parser.nextToken();
            json.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(key)) {
                    json.writeFieldName(key);
                    parser.nextToken();
                    lastEntry = cutArray(parser, json, after, most);
                } else {
                    json.copyCurrentStructure(parser);
                }
            }
            json.writeEndObject();
        }
        return new ListPage(out.toByteArray(), lastEntry);
    }

    private static @Nullable String cutArray(JsonParser parser, JsonGenerator json, String after, long most)
            throws IOException {
        long count = 0;
        boolean more = false;
        String last = null;
        json.writeStartArray();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            String entry = parser.getText();
            if (entry.compareTo(after) <= 0) {
                continue;
            }
            if (count < most) {
                json.writeString(entry);
                last = entry;
                count++;
            } else {
                more = true;
            }
        }
        json.writeEndArray();
        return more ? last : null;
    }

    Optional<String> next() {
        return Optional.ofNullable(lastEntry);
    }
}
