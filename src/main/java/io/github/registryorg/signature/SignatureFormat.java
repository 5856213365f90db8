package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of signatures that can be verified, by the media types of the layers that have them. */
public enum SignatureFormat {
    /** What cosign 1 and 2 make: the statement is the layer, its signature an annotation. */
    SIMPLE_SIGNING("application/vnd.dev.cosign.simplesigning.v1+json", true),
    /** What cosign 3 makes. */
    SIGSTORE_BUNDLE("application/vnd.dev.sigstore.bundle.v0.3+json", true),
    NOTARY_JWS("application/jose+json", true),
    NOTARY_COSE("application/cose", false);

    /** Bytes of a payload, at most. */
    public static final int MAX_SIZE = 256 * 1024;

    /** The type of the manifest of a signature of the Notary Project. */
    private static final String NOTARY = "application/vnd.cncf.notary.signature";

    private final String mediaType;
    private final boolean isJson;

    SignatureFormat(String mediaType, boolean isJson) {
        this.mediaType = mediaType;
        this.isJson = isJson;
    }

    /** The format of what a manifest has in a layer; empty where it is something else. */
    public static Optional<SignatureFormat> of(ImageManifest manifest, Descriptor layer) {
        boolean isOfNotary = manifest.artifactType()
                .map(MediaType::value)
                .filter(NOTARY::equals)
                .isPresent();
        return Stream.of(values())
                .filter(format -> format.mediaType.equals(layer.mediaType().value()))
                .filter(format -> !format.isNotary() || isOfNotary)
                .findFirst();
    }

    private boolean isNotary() {
        return this == NOTARY_JWS || this == NOTARY_COSE;
    }

    /** Whether its payloads are JSON objects, which metadata can hold. */
    public boolean isJson() {
        return isJson;
    }
}
