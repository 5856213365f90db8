package io.github.registryorg.signature;

import static io.github.registryorg.signature.SignatureFixture.BUNDLE;
import static io.github.registryorg.signature.SignatureFixture.SIMPLE;
import static io.github.registryorg.signature.SignatureFixture.base64;
import static io.github.registryorg.signature.SignatureFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.signature.Trust.TrustedKey;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of cosign, in both forms. */
class SignatureVerifierTest {

    private static final RawManifest IMAGE = RawManifest.of(bytes(ManifestText.image("{}", "a")));
    private static final RawManifest OTHER = RawManifest.of(bytes(ManifestText.image("{}", "b")));
    private static final KeyPair KEYS = CertificateFixture.ec("secp256r1");
    private static final KeyPair OTHERS = CertificateFixture.ec("secp256r1");

    private static SignatureVerifier by(KeyPair... keys) {
        List<TrustedKey> trusted = Stream.of(keys)
                .map(pair -> new TrustedKey("acme.pub", pair.getPublic()))
                .toList();
        return new SignatureVerifier(new Trust(trusted, List.of()), JudgedAt.ANY_TIME);
    }

    private static Verification bundle(SignatureVerifier verifier, RawManifest image, String text) {
        Descriptor layer = SignatureFixture.layer(BUNDLE, bytes(text), Map.of());
        return verifier.verify(image, SignatureFormat.SIGSTORE_BUNDLE, layer, bytes(text));
    }

    private static Verification bundle(String text) {
        return bundle(by(KEYS), IMAGE, text);
    }

    private static Verification simple(SignatureVerifier verifier, RawManifest image, String text, String signature) {
        Descriptor layer = SignatureFixture.layer(
                SIMPLE, bytes(text), signature == null ? Map.of() : Map.of(SignatureFixture.ANNOTATION, signature));
        return verifier.verify(image, SignatureFormat.SIMPLE_SIGNING, layer, bytes(text));
    }

    private static Verification simple(KeyPair keys, String text) {
        String signature = base64(SignatureFixture.sign(SignatureFixture.algorithm(keys), keys, bytes(text)));
        return simple(by(keys), IMAGE, text, signature);
    }

    private static void assertVerified(Verification verification) {
        assertThat(verification).isEqualTo(new Verification.Verified("acme.pub", null));
    }

    private static void assertRefused(Verification verification, String reason) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    static List<KeyPair> keys() {
        return List.of(
                KEYS,
                CertificateFixture.ec("secp384r1"),
                CertificateFixture.ec("secp521r1"),
                CertificateFixture.rsa(2048),
                CertificateFixture.ed25519());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signature_byAKeyOfEachKind_isVerifiedInEachForm(KeyPair keys) {
        assertVerified(bundle(by(OTHERS, keys), IMAGE, SignatureFixture.bundle(keys, IMAGE.digest())));
        assertVerified(bundle(by(keys), IMAGE, SignatureFixture.messageBundle(keys, IMAGE.bytes())));
        assertVerified(simple(keys, SignatureFixture.statement(IMAGE.digest())));
    }

    @Test
    void signature_withTheHashOfTheCurve_isVerified() {
        KeyPair keys = CertificateFixture.ec("secp384r1");
        String text = SignatureFixture.statement(IMAGE.digest());
        String signature = base64(SignatureFixture.sign("SHA384withECDSA", keys, bytes(text)));
        assertVerified(simple(by(keys), IMAGE, text, signature));
    }

    @Test
    void signature_byPss_isVerified() {
        KeyPair keys = CertificateFixture.rsa(2048);
        String text = SignatureFixture.statement(IMAGE.digest());
        assertVerified(simple(by(keys), IMAGE, text, base64(SignatureFixture.sign("PSS256", keys, bytes(text)))));
    }

    @Test
    void signature_byAWeakHash_isRefused() {
        String text = SignatureFixture.statement(IMAGE.digest());
        String signature = base64(SignatureFixture.sign("SHA1withECDSA", KEYS, bytes(text)));
        assertRefused(simple(by(KEYS), IMAGE, text, signature), "is not by a key that registry.yaml names");
    }

    @Test
    void signature_ofAnotherImage_isRefused() {
        assertRefused(
                bundle(by(KEYS), OTHER, SignatureFixture.bundle(KEYS, IMAGE.digest())),
                "has sha256 \"" + IMAGE.digest().hex() + "\", not "
                        + OTHER.digest().hex());
        assertRefused(bundle(by(KEYS), OTHER, SignatureFixture.messageBundle(KEYS, IMAGE.bytes())), "another manifest");
        assertRefused(simple(KEYS, SignatureFixture.statement(OTHER.digest())), "has docker-manifest-digest");
    }

    @Test
    void signature_byAnotherKey_isRefused() {
        String reason = "is not by a key that registry.yaml names here, or what it signs was changed";
        assertRefused(bundle(by(OTHERS), IMAGE, SignatureFixture.bundle(KEYS, IMAGE.digest())), reason);
        assertRefused(bundle(by(OTHERS), IMAGE, SignatureFixture.messageBundle(KEYS, IMAGE.bytes())), reason);
        assertRefused(
                bundle(by(), IMAGE, SignatureFixture.bundle(KEYS, IMAGE.digest())), "names no key of cosign here");
    }

    @Test
    void payload_changed_isRefused() {
        String text = SignatureFixture.statement(IMAGE.digest());
        String signature = base64(SignatureFixture.sign("SHA256withECDSA", KEYS, bytes(text)));
        assertRefused(simple(by(KEYS), IMAGE, text.replace("staging", "evil"), signature), "what it signs was changed");
        assertRefused(simple(by(KEYS), IMAGE, text, null), "has no annotation dev.cosignproject.cosign/signature");
        assertRefused(simple(by(KEYS), IMAGE, text, "not base64!"), "is not base64");
        assertRefused(simple(by(KEYS), IMAGE, text, ""), "is not by a key");
    }

    @Test
    void anyBit_ofABundle_isPartOfIt() {
        String text = SignatureFixture.bundle(KEYS, IMAGE.digest());
        byte[] content = bytes(text);
        SignatureVerifier verifier = by(KEYS);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] changed = content.clone();
            int at = random.nextInt(content.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Descriptor layer = SignatureFixture.layer(BUNDLE, changed, Map.of());
            Verification verification = verifier.verify(IMAGE, SignatureFormat.SIGSTORE_BUNDLE, layer, changed);
            if (verification instanceof Verification.Verified) {
                // the hint, which is not relied on, or bits at the end of base64 that stand for nothing
                assertThat(text.substring(Math.max(0, at - 10), Math.min(text.length(), at + 8)))
                        .containsAnyOf("hint", "=");
            }
        }
    }

    @Test
    void bundle_cutAnywhere_isRefused() {
        String text = SignatureFixture.bundle(KEYS, IMAGE.digest());
        for (int length = 0; length < text.length(); length++) {
            assertThat(bundle(text.substring(0, length))).isInstanceOf(Verification.Refused.class);
        }
    }

    @Test
    void statement_ofAnotherKind_isNoSignature() {
        String sbom = SignatureFixture.inToto(SignatureFixture.subject(IMAGE.digest()), "https://spdx.dev/Document");
        assertRefused(bundle(SignatureFixture.bundle(KEYS, sbom)), "has predicateType \"https://spdx.dev/Document\"");
    }

    @Test
    void statement_ofTwoImages_isRefused() {
        String two = SignatureFixture.subject(IMAGE.digest()) + "," + SignatureFixture.subject(OTHER.digest());
        assertRefused(
                bundle(SignatureFixture.bundle(KEYS, SignatureFixture.inToto(two, SignatureFixture.SIGN))),
                "whose subject is not a list of one object");
    }

    @Test
    void key_twice_isRefused() {
        String text = SignatureFixture.statement(IMAGE.digest());
        assertRefused(simple(KEYS, text.replace("\"type\"", "\"type\":\"x\",\"type\"")), "Duplicate field 'type'");
        String bundle = SignatureFixture.bundle(KEYS, IMAGE.digest());
        assertRefused(bundle(bundle.replace("{\"mediaType\"", "{\"mediaType\":1,\"mediaType\"")), "Duplicate field");
    }

    @Test
    void keyless_isRefusedAndSaid() {
        assertRefused(
                bundle(SignatureFixture.bundle(
                        "\"certificate\":{\"rawBytes\":\"AA==\"}", "\"dsseEnvelope\":{\"payload\":\"\"}")),
                "is keyless (by the certificate of an identity), which is not supported");
        byte[] statement = bytes(SignatureFixture.statement(IMAGE.digest()));
        Descriptor layer = SignatureFixture.layer(
                SIMPLE, statement, Map.of(SignatureFixture.ANNOTATION, "AAAA", "dev.sigstore.cosign/certificate", "x"));
        assertRefused(by(KEYS).verify(IMAGE, SignatureFormat.SIMPLE_SIGNING, layer, statement), "is keyless");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"mediaType\":7}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle+json;version=0.1\"}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\"}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":[]}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{}}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"publicKey\":"
                        + "{}},\"dsseEnvelope\":{},\"messageSignature\":{}}"
            })
    void bundle_malformed_isRefused(String text) {
        assertThat(bundle(text)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void payload_nestedDeep_isRefused() {
        assertRefused(bundle("{\"a\":".repeat(100_000 / 5)), "exceeds a limit");
    }

    @Test
    void payload_large_isRefused() {
        assertRefused(bundle(" ".repeat(SignatureFormat.MAX_SIZE + 1)), "more than 256 KiB");
    }

    @Test
    void payload_ofAnotherDigest_isRefused() {
        Descriptor layer = SignatureFixture.layer(BUNDLE, bytes("{}"), Map.of());
        assertRefused(by(KEYS).verify(IMAGE, SignatureFormat.SIGSTORE_BUNDLE, layer, bytes("{ }")), "another digest");
    }
}
