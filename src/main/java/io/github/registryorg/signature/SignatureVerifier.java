package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.signature.Trust.TrustedCertificate;
import io.github.registryorg.signature.Trust.TrustedKey;
import java.util.Objects;

/** Verifies signatures by the keys and certificates of one rule. Safe for use by several threads. */
public final class SignatureVerifier {

    private final Trust trust;
    private final JudgedAt judged;

    public SignatureVerifier(Trust trust, JudgedAt judged) {
        this.trust = Objects.requireNonNull(trust, "trust");
        this.judged = Objects.requireNonNull(judged, "judged");
    }

    /**
     * Whether one layer of what is attached to a manifest is a signature of it.
     *
     * @param subject the exact bytes that must be signed
     * @param layer descriptor of the payload, with its annotations
     * @param payload bytes that have the layer's digest
     */
    public Verification verify(RawManifest subject, SignatureFormat format, Descriptor layer, byte[] payload) {
        if (payload.length > SignatureFormat.MAX_SIZE) {
            return new Verification.Refused("has a payload of more than 256 KiB");
        }
        if (!layer.digest().matches(payload)) {
            return new Verification.Refused("has a payload of another digest");
        }
        try {
            return switch (format) {
                case SIMPLE_SIGNING -> verified(SimpleSigning.check(subject.digest(), layer, payload, trust.keys()));
                case SIGSTORE_BUNDLE -> verified(SigstoreBundle.check(subject, payload, trust.keys()));
                case NOTARY_JWS -> verified(subject, JwsEnvelope.read(payload));
                case NOTARY_COSE -> verified(subject, CoseEnvelope.read(payload));
            };
        } catch (Refusal e) {
            return new Verification.Refused(e.reason());
        } catch (RuntimeException e) {
            // the JDK's readers of keys, certificates and signatures throw these for what is malformed
            return new Verification.Refused("is malformed, and can't be verified");
        }
    }

    private static Verification verified(TrustedKey key) {
        return new Verification.Verified(key.name(), null);
    }

    private Verification verified(RawManifest subject, NotaryEnvelope envelope) throws Refusal {
        TrustedCertificate certificate = envelope.check(subject.descriptor(), trust.certificates(), judged);
        return new Verification.Verified(certificate.name(), envelope.expiry());
    }
}
