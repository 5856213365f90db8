package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.function.Function;

/**
 * The exact bytes of one manifest or index, and their content. The bytes are never serialised again: their digest is
 * their name.
 */
public final class RawManifest {

    /** Bytes that a registry must accept (distribution specification, "Pushing Manifests"), and the most that we do. */
    public static final int MAX_SIZE = 4 * 1024 * 1024;

    private final byte[] bytes;
    private final Manifest manifest;
    private final Descriptor descriptor;

    RawManifest(byte[] bytes, JsonNode json, Digest digest) {
        this.bytes = bytes.clone();
        this.manifest = ManifestReader.read(json);
        this.descriptor = Descriptor.of(manifest.mediaType(), digest, bytes.length);
    }

    /** A manifest under its sha256 digest. */
    public static RawManifest of(byte[] bytes) {
        checkSize(bytes);
        return new RawManifest(bytes, InvalidContent.object(bytes), Digest.sha256(bytes));
    }

    /**
     * A manifest that must have this digest.
     *
     * @throws RegistryException {@code DIGEST_INVALID} if the bytes have another, {@code MANIFEST_INVALID} if they are
     *     no manifest or more than {@link #MAX_SIZE}
     */
    public static RawManifest of(byte[] bytes, Digest expected) {
        JsonNode json = verified(bytes, expected);
        if (!isManifest(json)) {
            throw new RegistryException(Problem.of(
                    ProblemCode.MANIFEST_INVALID, expected.toString(), "has no manifests, layers or schemaVersion"));
        }
        return new RawManifest(bytes, json, expected);
    }

    /** The JSON object in these bytes, which must have this digest. */
    static JsonNode verified(byte[] bytes, Digest expected) {
        checkSize(bytes);
        Digest actual = Digest.ofContent(expected.algorithm(), bytes);
        if (!actual.equals(expected)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.DIGEST_INVALID, expected.toString(), "the bytes have the digest " + actual)
                            .hint("The file was changed after it was made: take it again from its source."));
        }
        return InvalidContent.object(bytes);
    }

    /** Whether this is meant to be a manifest or index, and not an object of another kind, such as a config. */
    static boolean isManifest(JsonNode json) {
        return json.has("schemaVersion") || json.has("manifests") || json.has("layers");
    }

    private static void checkSize(byte[] bytes) {
        if (bytes.length > MAX_SIZE) {
            throw new RegistryException(Problem.of(
                            ProblemCode.MANIFEST_INVALID,
                            "",
                            "a manifest of " + bytes.length + " bytes is larger than 4 MiB")
                    .hint("Registries and clients refuse manifests over 4 MiB: make fewer entries or shorter"
                            + " annotations."));
        }
    }

    /** A copy of the exact bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes read as JSON, anew at each call: most manifests are never looked at so closely. */
    public ObjectNode json() {
        return (ObjectNode) InvalidContent.object(bytes);
    }

    /**
     * Its content as compact JSON, with other {@code urls} in the descriptors of its config and layers.
     *
     * @param urls of a config or layer; where empty, its descriptor stays as it is
     */
    public byte[] withUrls(Function<Descriptor, List<String>> urls) {
        List<Descriptor> described = manifest instanceof ImageManifest image ? image.references() : List.of();
        return Json.write(bytes, described.stream().map(urls).toList());
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Media type, digest and size, with nothing else. */
    public Descriptor descriptor() {
        return descriptor;
    }

    public Digest digest() {
        return descriptor.digest();
    }

    public MediaType mediaType() {
        return descriptor.mediaType();
    }
}
