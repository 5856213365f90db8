package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What Apptainer does for {@code library://}, request by request. */
public record LibraryClient(String base) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    /** The image, after its hash was compared. */
    public byte[] pull(String reference, String architecture) {
        JsonNode image =
                json(get("v1/images/" + reference + "?arch=" + architecture)).path("data");
        String hash = image.path("hash").asText();
        String name = reference.substring(0, reference.indexOf(':'));
        // answered, it would have to be another registry
        check(get("v1/oci-redirect?accessTypes=pull&mapped=1&namespace=" + name).statusCode() != 200, "oci-redirect");
        check(get("version").statusCode() == 404, "version");
        HttpResponse<byte[]> file = get("v1/imagefile/" + reference + "?arch=" + architecture);
        check(file.statusCode() == 200, "the image: " + file.statusCode());
        check(file.body().length == image.path("size").asLong(), "its size");
        check(hash.equals(Digest.sha256(file.body()).toString().replace(':', '.')), "its hash: " + hash);
        return file.body();
    }

    /** Of the response at a path. */
    public int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<byte[]> get(String path) {
        return get(URI.create(base + "/").resolve(path));
    }

    static HttpResponse<byte[]> get(URI uri) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        check(response.statusCode() == 200, response.uri() + ": " + response.statusCode());
        try {
            return PlainJson.READER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }
}
