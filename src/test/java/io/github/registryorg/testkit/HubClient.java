package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What Apptainer does for {@code shub://}, request by request. */
public final class HubClient {

    private static final Pattern REFERENCE = Pattern.compile(
            "shub://([-.a-zA-Z0-9/]{1,64}/)?([-a-zA-Z0-9]{1,39}/)" + "([-_.a-zA-Z0-9]{1,64})(:[-_.a-zA-Z0-9]{1,64})?");

    private HubClient() {}

    /**
     * The image.
     *
     * @param port of the host, which a reference can't have
     */
    public static byte[] pull(String reference, int port) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException(reference);
        }
        String[] parts = reference.substring("shub://".length()).split("/");
        int user = parts.length - 2;
        String registry = String.join("/", Arrays.copyOf(parts, user)) + "/api/container/";
        String address = "http://" + registry.replaceFirst("/", ":" + port + "/") + parts[user] + "/" + parts[user + 1];
        JsonNode response = LibraryClient.json(LibraryClient.get(URI.create(address)));
        HttpResponse<byte[]> image =
                LibraryClient.get(URI.create(response.path("image").asText()));
        if (image.statusCode() != 200) {
            throw new AssertionError(image.uri() + ": " + image.statusCode());
        }
        return image.body();
    }
}
