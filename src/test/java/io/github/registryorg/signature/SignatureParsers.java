package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.NewManifest;
import io.github.registryorg.oci.RawManifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The formats of signatures, for the fuzzer. What it makes is never verified: its keys are of this run. */
public final class SignatureParsers {

    private static final SignatureVerifier VERIFIER = new SignatureVerifier(
            new Trust(
                    List.of(new Trust.TrustedKey(
                            "cosign.pub", CertificateFixture.ec("secp256r1").getPublic())),
                    List.of()),
            JudgedAt.ANY_TIME);
    private static final RawManifest SUBJECT =
            NewManifest.of(Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(new byte[0]), 0), List.of());

    private SignatureParsers() {}

    /** The annotation is the first line. */
    public static void simpleSigning(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String annotation = end < 0 ? "" : text.substring(0, end);
        byte[] payload = Arrays.copyOfRange(input, end + 1, input.length);
        verify(SignatureFormat.SIMPLE_SIGNING, payload, Map.of(SignatureFixture.ANNOTATION, annotation));
    }

    public static void sigstoreBundle(byte[] input) {
        verify(SignatureFormat.SIGSTORE_BUNDLE, input, Map.of());
    }

    public static void notaryJws(byte[] input) {
        verify(SignatureFormat.NOTARY_JWS, input, Map.of());
    }

    public static void notaryCose(byte[] input) {
        verify(SignatureFormat.NOTARY_COSE, input, Map.of());
    }

    private static void verify(SignatureFormat format, byte[] payload, Map<String, String> annotations) {
        Descriptor layer = Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(payload), payload.length)
                .withAnnotations(annotations);
        if (VERIFIER.verify(SUBJECT, format, layer, payload) instanceof Verification.Verified verified) {
            throw new AssertionError("verified: " + verified);
        }
    }
}
