package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.RegistryException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A descriptor's {@code data}: clients take it for the content, so it must be what the digest names. */
final class EmbeddedData {

    private static final String HINT =
            "Clients use data instead of fetching the content: leave it out, or embed the bytes"
                    + " that have the digest.";

    private EmbeddedData() {}

    /**
     * Checks embedded content against its descriptor.
     *
     * @param data null where the descriptor has none
     * @throws RegistryException {@code MANIFEST_INVALID}
     */
    static void check(@Nullable JsonNode data, Digest digest, long size, String place) {
        if (data == null || data.isNull()) {
            return;
        }
        if (!data.isTextual()) {
            throw InvalidContent.of(place + " must be a string");
        }
        byte[] content = decode(data.textValue(), place);
        if (content.length != size) {
            throw InvalidContent.of(place + " has " + content.length + " bytes, and size is " + size, HINT);
        }
        if (!digest.matches(content)) {
            throw InvalidContent.of(place + " does not have the digest " + digest, HINT);
        }
    }

    /** As Go's {@code base64.StdEncoding}: line breaks are skipped, padding is required. */
    private static byte[] decode(String base64, String place) {
        String text = base64.replace("\n", "").replace("\r", "");
        if (text.length() % 4 == 0) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                // reported below
            }
        }
        throw InvalidContent.of(
                place + " is not base64", "Encode it with the standard alphabet and padding (RFC 4648, section 4).");
    }
}
