package io.github.registryorg.signature;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.signature.Trust.TrustedKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The signature that cosign 3 makes: a Sigstore bundle with a statement that names the image (in-toto, in an envelope of
 * DSSE), or with a signature of the manifest's bytes. A statement of another kind, such as an SBOM, is no signature of the
 * image, whoever has signed it. What transparency logs say of it is not looked at: the registry names the keys.
 */
final class SigstoreBundle {

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** What the statement says of the image: that it is signed. */
    private static final String SIGNS = "https://sigstore.dev/cosign/sign/v1";

    private SigstoreBundle() {}

    /** The key that has signed it. */
    static TrustedKey check(RawManifest subject, byte[] payload, List<TrustedKey> keys) throws Refusal {
        StrictJson bundle = StrictJson.read("a bundle", payload);
        bundle.require("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json");
        StrictJson material = bundle.object("verificationMaterial");
        if (material.has("certificate") || material.has("x509CertificateChain")) {
            throw CosignKeys.keyless();
        }
        material.object("publicKey");
        if (bundle.has("dsseEnvelope") == bundle.has("messageSignature")) {
            throw new Refusal("has a bundle that must have one of dsseEnvelope and messageSignature");
        }
        return bundle.has("dsseEnvelope")
                ? statement(subject.digest(), bundle.object("dsseEnvelope"), keys)
                : message(subject, bundle.object("messageSignature"), keys);
    }

    private static TrustedKey statement(Digest subject, StrictJson envelope, List<TrustedKey> keys) throws Refusal {
        envelope.require("payloadType", PAYLOAD_TYPE);
        byte[] payload = envelope.base64("payload");
        byte[] signature = envelope.only("signatures").base64("sig");
        TrustedKey key = CosignKeys.signer(keys, preAuthenticated(payload), signature, false);
        StrictJson statement = StrictJson.read("a statement", payload);
        statement.require("predicateType", SIGNS);
        statement.require("_type", STATEMENT);
        statement.only("subject").object("digest").require(subject.algorithm().id(), subject.hex());
        return key;
    }

    /** What is signed of an envelope (DSSE, "PAE"). */
    private static byte[] preAuthenticated(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static TrustedKey message(RawManifest subject, StrictJson signed, List<TrustedKey> keys) throws Refusal {
        byte[] manifest = subject.bytes();
        StrictJson digest = signed.object("messageDigest");
        digest.require("algorithm", "SHA2_256");
        String hash = HexFormat.of().formatHex(digest.base64("digest"));
        if (!hash.equals(Digest.ofContent(DigestAlgorithm.SHA256, manifest).hex())) {
            throw new Refusal("is of " + StrictJson.quoted("sha256:" + hash) + ", another manifest");
        }
        return CosignKeys.signer(keys, manifest, signed.base64("signature"), false);
    }
}
