package io.github.registryorg.signature;

import io.github.registryorg.signature.Trust.TrustedKey;
import java.util.List;

/** Which of the keys of cosign has signed something. */
final class CosignKeys {

    private CosignKeys() {}

    /** @param hasCertificate whether it comes with a certificate, as what is signed by an identity does */
    static TrustedKey signer(List<TrustedKey> keys, byte[] message, byte[] signature, boolean hasCertificate)
            throws Refusal {
        for (TrustedKey key : keys) {
            for (Scheme scheme : Scheme.ofCosign(key.key())) {
                if (scheme.verifies(key.key(), message, signature)) {
                    return key;
                }
            }
        }
        if (hasCertificate) {
            throw keyless();
        }
        throw new Refusal(
                keys.isEmpty()
                        ? "is by cosign, and registry.yaml names no key of cosign here"
                        : "is not by a key that registry.yaml names here, or what it signs was changed");
    }

    static Refusal keyless() {
        return new Refusal("is keyless (by the certificate of an identity), which is not supported: sign with a key");
    }
}
