package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signatures as cosign and notation write them, written here and not by the code that verifies them. */
public final class SignatureFixture {

    public static final String SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
    public static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    public static final String JWS = "application/jose+json";
    public static final String COSE = "application/cose";
    public static final String ANNOTATION = "dev.cosignproject.cosign/signature";
    public static final String SIGN = "https://sigstore.dev/cosign/sign/v1";

    private SignatureFixture() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64Url(String text) {
        return base64Url(bytes(text));
    }

    /** The name of the JDK for what cosign signs with by such a key. */
    static String algorithm(KeyPair keys) {
        return switch (keys.getPublic().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    public static byte[] sign(String algorithm, KeyPair keys, byte[] message) {
        try {
            Signature signer = Signature.getInstance(algorithm.startsWith("PSS") ? "RSASSA-PSS" : algorithm);
            if (algorithm.startsWith("PSS")) {
                String bits = algorithm.substring(3);
                signer.setParameter(new java.security.spec.PSSParameterSpec(
                        "SHA-" + bits,
                        "MGF1",
                        new java.security.spec.MGF1ParameterSpec("SHA-" + bits),
                        Integer.parseInt(bits) / 8,
                        1));
            }
            signer.initSign(keys.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What cosign 1 and 2 sign. */
    public static String statement(Digest digest) {
        return "{\"critical\":{\"identity\":{\"docker-reference\":\"staging.example/acme/app\"},\"image\":{"
                + "\"docker-manifest-digest\":\"" + digest + "\"},\"type\":\"cosign container image signature\"},"
                + "\"optional\":null}";
    }

    static String inToto(String subjects, String predicateType) {
        return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[" + subjects + "],\"predicateType\":\""
                + predicateType + "\",\"predicate\":{}}";
    }

    static String subject(Digest digest) {
        return "{\"digest\":{\"sha256\":\"" + digest.hex() + "\"},\"annotations\":{}}";
    }

    public static String bundle(KeyPair keys, Digest digest) {
        return bundle(keys, inToto(subject(digest), SIGN));
    }

    static String bundle(KeyPair keys, String statement) {
        String type = "application/vnd.in-toto+json";
        byte[] signed = bytes("DSSEv1 " + type.length() + " " + type + " " + bytes(statement).length + " " + statement);
        return bundle(
                "\"publicKey\":{\"hint\":\"x\"}",
                "\"dsseEnvelope\":{\"payload\":\"" + base64(bytes(statement)) + "\",\"payloadType\":\"" + type
                        + "\",\"signatures\":[{\"sig\":\"" + base64(sign(algorithm(keys), keys, signed)) + "\"}]}");
    }

    static String messageBundle(KeyPair keys, byte[] message) {
        return bundle(
                "\"publicKey\":{\"hint\":\"x\"}",
                "\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\""
                        + base64(sha256(message)) + "\"},\"signature\":\""
                        + base64(sign(algorithm(keys), keys, message)) + "\"}");
    }

    static String bundle(String material, String content) {
        return "{\"mediaType\":\"" + BUNDLE + "\",\"verificationMaterial\":{" + material + "}," + content + "}";
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String target(RawManifest manifest) {
        return "{\"targetArtifact\":{\"digest\":\"" + manifest.digest() + "\",\"mediaType\":\"" + manifest.mediaType()
                + "\",\"size\":" + manifest.descriptor().size() + "}}";
    }

    public static String headers(String algorithm, String more) {
        return "{\"alg\":\"" + algorithm + "\",\"crit\":[\"io.cncf.notary.signingScheme\""
                + (more.contains("expiry") ? ",\"io.cncf.notary.expiry\"" : "")
                + "],\"cty\":\"application/vnd.cncf.notary.payload.v1+json\","
                + "\"io.cncf.notary.signingScheme\":\"notary.x509\",\"io.cncf.notary.signingTime\":"
                + "\"2026-06-01T00:00:00Z\"" + more + "}";
    }

    /** The JDK's name of an algorithm of JWS. */
    static String jdk(String algorithm) {
        String bits = algorithm.substring(2);
        return algorithm.startsWith("ES") ? "SHA" + bits + "withECDSAinP1363Format" : "PSS" + bits;
    }

    /** @param chain the one that signs first */
    public static String jws(String algorithm, String headers, String payload, List<CertificateFixture> chain) {
        String signed = base64Url(headers) + "." + base64Url(payload);
        return "{\"payload\":\"" + base64Url(payload) + "\",\"protected\":\"" + base64Url(headers)
                + "\",\"header\":{\"x5c\":["
                + chain.stream().map(one -> "\"" + base64(one.der()) + "\"").collect(Collectors.joining(","))
                + "],\"io.cncf.notary.signingAgent\":\"test\"},\"signature\":\""
                + base64Url(sign(jdk(algorithm), chain.get(0).keys(), bytes(signed))) + "\"}";
    }

    public static String jws(RawManifest manifest, CertificateFixture... chain) {
        return jws("ES256", headers("ES256", ""), target(manifest), List.of(chain));
    }

    /** A head of CBOR with a length or number. */
    static byte[] head(int major, int number) {
        int type = major << 5;
        return number < 24
                ? new byte[] {(byte) (type | number)}
                : number < 256
                        ? new byte[] {(byte) (type | 24), (byte) number}
                        : new byte[] {(byte) (type | 25), (byte) (number >> 8), (byte) number};
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] cborBytes(byte[] content) {
        return join(head(2, content.length), content);
    }

    static byte[] cborText(String text) {
        return join(head(3, text.length()), bytes(text));
    }

    private static byte[] cborTime(long seconds) {
        return new byte[] {
            (byte) 0xc1, 0x1a, (byte) (seconds >> 24), (byte) (seconds >> 16), (byte) (seconds >> 8), (byte) seconds
        };
    }

    /** The protected headers of COSE, signed in June 2026, with an expiry in July. */
    static byte[] coseHeaders(int algorithm) {
        return join(
                head(5, 6),
                head(0, 1),
                head(1, -1 - algorithm),
                head(0, 2),
                head(4, 2),
                cborText("io.cncf.notary.signingScheme"),
                cborText("io.cncf.notary.expiry"),
                head(0, 3),
                cborText("application/vnd.cncf.notary.payload.v1+json"),
                cborText("io.cncf.notary.signingScheme"),
                cborText("notary.x509"),
                cborText("io.cncf.notary.signingTime"),
                cborTime(java.time.Instant.parse("2026-06-01T00:00:00Z").getEpochSecond()),
                cborText("io.cncf.notary.expiry"),
                cborTime(java.time.Instant.parse("2026-07-01T00:00:00Z").getEpochSecond()));
    }

    static byte[] cose(String algorithm, byte[] headers, String payload, CertificateFixture... chain) {
        byte[] signed = join(
                head(4, 4),
                cborText("Signature1"),
                cborBytes(headers),
                cborBytes(new byte[0]),
                cborBytes(bytes(payload)));
        byte[] certificates =
                join(Arrays.stream(chain).map(one -> cborBytes(one.der())).toArray(byte[][]::new));
        return join(
                head(6, 18),
                head(4, 4),
                cborBytes(headers),
                join(head(5, 1), head(0, 33), head(4, chain.length), certificates),
                cborBytes(bytes(payload)),
                cborBytes(sign(jdk(algorithm), chain[0].keys(), signed)));
    }

    static Descriptor layer(String mediaType, byte[] payload, Map<String, String> annotations) {
        return Descriptor.of(new MediaType(mediaType), Digest.sha256(payload), payload.length)
                .withAnnotations(annotations);
    }
}
