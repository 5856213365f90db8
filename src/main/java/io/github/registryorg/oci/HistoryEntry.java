package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A step in which an image was built (image specification, "Image Configuration", {@code history}).
 *
 * @param createdBy the command, as written; null where there is none
 * @param comment null where there is none
 * @param isEmpty whether it made no layer
 */
public record HistoryEntry(
        @Nullable String createdBy, @Nullable String comment, boolean isEmpty) {

    static HistoryEntry of(JsonNode entry) {
        return new HistoryEntry(
                entry.path("created_by").textValue(),
                entry.path("comment").textValue(),
                entry.path("empty_layer").booleanValue());
    }
}
