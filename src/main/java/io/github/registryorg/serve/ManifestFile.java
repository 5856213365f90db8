package io.github.registryorg.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * One manifest of the site, read twice and never held: once for its type and digest, once to be sent. A manifest of 4
 * MiB as a tree of JSON nodes, for each of many clients at once, would be more than a small heap has.
 *
 * @param mediaType the body's own, or what its kind implies
 * @param digest of the bytes
 * @param body the open file
 */
record ManifestFile(MediaType mediaType, Digest digest, Body.FilePart body) {

    /**
     * Opens a manifest.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if the file is none: the site is broken
     */
    static ManifestFile open(Path file, DigestAlgorithm algorithm) throws IOException {
        Body.FilePart body = Body.FilePart.of(file);
        try {
            if (body.length() > RawManifest.MAX_SIZE) {
                throw broken("is larger than a manifest can be");
            }
            MessageDigest hash = algorithm.newMessageDigest();
            // not closed here: that would close the file, which is still to be sent
            InputStream in = new DigestInputStream(Channels.newInputStream(body.channel()), hash);
            MediaType mediaType = mediaType(in);
            in.transferTo(OutputStream.nullOutputStream());
            return new ManifestFile(mediaType, Digest.of(algorithm, hash.digest()), body);
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private static MediaType mediaType(InputStream in) throws IOException {
        MediaType implied = null;
        try (JsonParser parser = Json.mapper().createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw broken("is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("mediaType")) {
                    return MediaType.tryParse(value == JsonToken.VALUE_STRING ? parser.getText() : "")
                            .orElseThrow(() -> broken("has a mediaType that is none"));
                }
                if (field.equals("manifests")) {
                    implied = MediaType.OCI_INDEX;
                } else if (field.equals("layers") || field.equals("config")) {
                    implied = MediaType.OCI_MANIFEST;
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw broken("is not valid JSON");
        }
        if (implied == null) {
            throw broken("has no mediaType, no manifests and no layers");
        }
        return implied;
    }

    private static RegistryException broken(String what) {
        return new RegistryException(
                Problem.of(ProblemCode.MANIFEST_INVALID, "", "the site is broken: a file among its manifests " + what));
    }
}
