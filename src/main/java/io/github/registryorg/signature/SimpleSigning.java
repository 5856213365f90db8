package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.signature.Trust.TrustedKey;
import java.util.Base64;
import java.util.List;

/**
 * The signature that cosign 1 and 2 make: a statement in Red Hat's format ("simple signing"), with its signature in an
 * annotation of the layer. What the statement says of where the image was is not looked at, as in {@code cosign verify}: it
 * is where the image was signed, before it was published here, and the digest says which image it is.
 */
final class SimpleSigning {

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";

    private SimpleSigning() {}

    /** The key that has signed it. */
    static TrustedKey check(Digest subject, Descriptor layer, byte[] payload, List<TrustedKey> keys) throws Refusal {
        String annotation = layer.annotations().get(SIGNATURE);
        if (annotation == null) {
            throw new Refusal("has no annotation " + SIGNATURE);
        }
        byte[] signature = StrictJson.decoded(Base64.getDecoder(), "an annotation " + SIGNATURE, annotation);
        TrustedKey key =
                CosignKeys.signer(keys, payload, signature, layer.annotations().containsKey(CERTIFICATE));
        StrictJson critical = StrictJson.read("a payload", payload).object("critical");
        critical.require("type", "cosign container image signature");
        critical.object("image").require("docker-manifest-digest", subject.toString());
        return key;
    }
}
