package io.github.registryorg.signature;

import static io.github.registryorg.signature.CertificateFixture.authority;
import static io.github.registryorg.signature.CertificateFixture.draft;
import static io.github.registryorg.signature.CertificateFixture.leaf;
import static io.github.registryorg.signature.SignatureFixture.bytes;
import static io.github.registryorg.signature.SignatureFixture.headers;
import static io.github.registryorg.signature.SignatureFixture.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.signature.Trust.TrustedCertificate;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of the Notary Project, in both envelopes. */
class NotaryEnvelopeTest {

    private static final Instant JUNE = Instant.parse("2026-06-10T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2027-06-10T00:00:00Z");

    private static final RawManifest IMAGE = RawManifest.of(bytes(ManifestText.image("{}", "a")));
    private static final RawManifest OTHER = RawManifest.of(bytes(ManifestText.image("{}", "b")));
    private static final KeyPair KEYS = CertificateFixture.ec("secp256r1");
    private static final CertificateFixture ROOT =
            authority(CertificateFixture.ec("secp256r1")).named("root").selfSigned();
    private static final CertificateFixture MIDDLE =
            authority(CertificateFixture.ec("secp256r1")).issuedBy(ROOT);
    private static final CertificateFixture LEAF = leaf(KEYS).issuedBy(MIDDLE);

    private static Verification verify(
            CertificateFixture trusted, JudgedAt judged, RawManifest image, String mediaType, byte[] envelope) {
        Trust trust = new Trust(List.of(), List.of(new TrustedCertificate("ca.pem", trusted.certificate())));
        Descriptor layer = SignatureFixture.layer(mediaType, envelope, Map.of());
        return new SignatureVerifier(trust, judged)
                .verify(
                        image,
                        mediaType.equals(SignatureFixture.JWS)
                                ? SignatureFormat.NOTARY_JWS
                                : SignatureFormat.NOTARY_COSE,
                        layer,
                        envelope);
    }

    private static Verification jws(CertificateFixture trusted, JudgedAt judged, String envelope) {
        return verify(trusted, judged, IMAGE, SignatureFixture.JWS, bytes(envelope));
    }

    private static Verification jws(String envelope) {
        return jws(ROOT, JudgedAt.arriving(JUNE), envelope);
    }

    private static Verification cose(JudgedAt judged, RawManifest image, byte[] envelope) {
        return verify(ROOT, judged, image, SignatureFixture.COSE, envelope);
    }

    private static void assertRefused(Verification verification, String reason) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    private static void assertVerified(Verification verification) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified -> assertThat(verified.key()).isEqualTo("ca.pem"));
    }

    private static KeyPair keys(String kind) {
        return kind.startsWith("secp") ? CertificateFixture.ec(kind) : CertificateFixture.rsa(Integer.parseInt(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, ES256, -7",
        "secp384r1, ES384, -35",
        "secp521r1, ES512, -36",
        "2048, PS256, -37",
        "3072, PS384, -38",
        "4096, PS512, -39"
    })
    void signature_ofEachAlgorithm_isVerifiedInBothEnvelopes(String kind, String algorithm, int number) {
        CertificateFixture signer = leaf(keys(kind)).issuedBy(MIDDLE);
        assertThat(jws(SignatureFixture.jws(
                        algorithm, headers(algorithm, ""), target(IMAGE), List.of(signer, MIDDLE, ROOT))))
                .isEqualTo(new Verification.Verified("ca.pem", null));
        byte[] cose = SignatureFixture.cose(
                algorithm, SignatureFixture.coseHeaders(number), target(IMAGE), signer, MIDDLE, ROOT);
        assertThat(cose(JudgedAt.arriving(JUNE), IMAGE, cose))
                .isEqualTo(new Verification.Verified("ca.pem", Instant.parse("2026-07-01T00:00:00Z")));
    }

    @Test
    void certificate_anyOfTheChain_canBeNamed() {
        String envelope = SignatureFixture.jws(IMAGE, LEAF, MIDDLE, ROOT);
        for (CertificateFixture trusted : List.of(LEAF, MIDDLE, ROOT)) {
            assertVerified(jws(trusted, JudgedAt.arriving(JUNE), envelope));
        }
    }

    @Test
    void certificate_selfSigned_canBeNamed() {
        CertificateFixture alone = leaf(KEYS).selfSigned();
        assertVerified(jws(alone, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, alone)));
    }

    @Test
    void certificate_ofAnotherRoot_isRefused() {
        CertificateFixture other =
                authority(CertificateFixture.ec("secp256r1")).named("root").selfSigned();
        String envelope = SignatureFixture.jws(IMAGE, LEAF, MIDDLE, ROOT);
        assertRefused(
                jws(other, JudgedAt.arriving(JUNE), envelope),
                "is by a certificate that registry.yaml does not name here (\"CN=leaf\")");
        // put at the end of a chain that it has not issued
        assertRefused(
                jws(other, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, LEAF, MIDDLE, other)),
                "was not issued by the next");
        assertRefused(
                jws(ROOT, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, LEAF, MIDDLE)),
                "was not issued by the next");
    }

    @Test
    void certificate_expired_isRefusedWhereItArrives() {
        String envelope = SignatureFixture.jws(IMAGE, LEAF, MIDDLE, ROOT);
        assertRefused(
                jws(ROOT, JudgedAt.arriving(LATER), envelope),
                "is by a certificate that is expired now, on 2027-01-01T00:00:00Z");
        assertVerified(jws(ROOT, JudgedAt.kept(LATER), envelope));
        assertVerified(jws(ROOT, JudgedAt.ANY_TIME, envelope));
        CertificateFixture old = leaf(KEYS)
                .valid(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"))
                .issuedBy(MIDDLE);
        assertRefused(
                jws(ROOT, JudgedAt.ANY_TIME, SignatureFixture.jws(IMAGE, old, MIDDLE, ROOT)),
                "is expired when it was signed");
        CertificateFixture next = leaf(KEYS)
                .valid(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"))
                .issuedBy(MIDDLE);
        assertRefused(jws(SignatureFixture.jws(IMAGE, next, MIDDLE, ROOT)), "was not yet valid when it was signed");
    }

    @Test
    void signature_expired_isRefusedByAClock() {
        String envelope = SignatureFixture.jws(
                "ES256",
                headers("ES256", ",\"io.cncf.notary.expiry\":\"2026-07-01T00:00:00Z\""),
                target(IMAGE),
                List.of(LEAF, MIDDLE, ROOT));
        assertVerified(jws(envelope));
        assertRefused(jws(ROOT, JudgedAt.arriving(AUGUST), envelope), "has expired, on 2026-07-01T00:00:00Z");
        assertRefused(jws(ROOT, JudgedAt.kept(AUGUST), envelope), "has expired");
        assertThat(jws(ROOT, JudgedAt.ANY_TIME, envelope))
                .isEqualTo(new Verification.Verified("ca.pem", Instant.parse("2026-07-01T00:00:00Z")));
    }

    @Test
    void signature_ofTheFuture_isRefused() {
        String envelope = SignatureFixture.jws(IMAGE, LEAF, MIDDLE, ROOT);
        assertRefused(jws(ROOT, JudgedAt.kept(Instant.parse("2026-05-01T00:00:00Z")), envelope), "in the future");
    }

    @Test
    void certificate_thatIsNotForThis_isRefused() {
        KeyPair keys = CertificateFixture.ec("secp256r1");
        Map.of(
                        draft(KEYS), "without a critical key usage",
                        draft(KEYS).usage(false, 0x80), "without a critical key usage",
                        draft(KEYS).usage(true, 0x20), "not for signatures alone",
                        draft(KEYS).usage(true, 0x84), "not for signatures alone",
                        draft(KEYS).usage(true, 0x80).authority(true), "not for signatures alone",
                        draft(KEYS).usage(true, 0x80).purpose(1), "not for signing code",
                        draft(KEYS).usage(true, 0x80).purpose(8), "not for signing code",
                        leaf(KEYS).extension(new byte[] {0x55, 0x1d, 0x1e}, true, CertificateFixture.tlv(0x30)),
                                "has a certificate with the critical extension 2.5.29.30")
                .forEach((draft, reason) ->
                        assertRefused(jws(SignatureFixture.jws(IMAGE, draft.issuedBy(MIDDLE), MIDDLE, ROOT)), reason));
        CertificateFixture noAuthority = leaf(keys).named("authority").issuedBy(ROOT);
        assertRefused(
                jws(SignatureFixture.jws(IMAGE, leaf(KEYS).issuedBy(noAuthority), noAuthority, ROOT)),
                "may not issue others");
        CertificateFixture weakRoot =
                authority(CertificateFixture.rsa(2048)).named("root").selfSigned();
        CertificateFixture weak = leaf(KEYS).weak().issuedBy(weakRoot);
        assertRefused(
                jws(weakRoot, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, weak, weakRoot)),
                "is signed by SHA1withRSA, which is weak");
        CertificateFixture pss = leaf(KEYS).pssOfSha1().issuedBy(weakRoot);
        assertRefused(
                jws(weakRoot, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, pss, weakRoot)),
                "is signed by RSASSA-PSS, which is weak");
        CertificateFixture shortRoot =
                authority(CertificateFixture.rsa(1024)).named("root").selfSigned();
        CertificateFixture below = leaf(KEYS).issuedBy(shortRoot);
        assertRefused(
                jws(shortRoot, JudgedAt.arriving(JUNE), SignatureFixture.jws(IMAGE, below, shortRoot)),
                "has a certificate with a key that is too short");
        CertificateFixture forServers = authority(keys).purpose(1).issuedBy(ROOT);
        assertRefused(
                jws(SignatureFixture.jws(IMAGE, leaf(KEYS).issuedBy(forServers), forServers, ROOT)),
                "may not issue others for signing code");
        CertificateFixture forCode = authority(keys).purpose(3).issuedBy(ROOT);
        assertVerified(jws(SignatureFixture.jws(IMAGE, leaf(KEYS).issuedBy(forCode), forCode, ROOT)));
    }

    @Test
    void algorithm_ofAnotherKey_isRefused() {
        for (String algorithm : List.of("none", "HS256", "ES384", "PS256", "RS256", "ES256K")) {
            String envelope =
                    SignatureFixture.jws("ES256", headers(algorithm, ""), target(IMAGE), List.of(LEAF, MIDDLE, ROOT));
            assertRefused(jws(envelope), "has the algorithm \"" + algorithm + "\", and its key is for ES256");
        }
        CertificateFixture odd = leaf(CertificateFixture.rsa(2560)).issuedBy(MIDDLE);
        assertRefused(
                jws(SignatureFixture.jws("PS256", headers("PS256", ""), target(IMAGE), List.of(odd, MIDDLE, ROOT))),
                "is by a key of a kind or size");
    }

    @Test
    void headers_thatAreNotAsTheyMustBe_areRefused() {
        String usual = headers("ES256", "");
        Map.of(
                        usual.replace("notary.x509", "notary.x509.signingAuthority"), "has the signing scheme",
                        usual.replace("notary.payload.v1", "notary.payload.v2"), "has a payload of the type",
                        usual.replace("\"crit\":[\"io.cncf.notary.signingScheme\"]", "\"crit\":[]"), "critical",
                        usual.replace("\"crit\":[", "\"crit\":[\"com.example.plugin\","), "critical headers",
                        usual.replace("\"crit\":[", "\"crit\":[\"io.cncf.notary.expiry\","), "critical headers",
                        usual.replace("}", ",\"io.cncf.notary.expiry\":\"2026-07-01T00:00:00Z\"}"), "critical headers",
                        usual.replace("2026-06-01T00:00:00Z", "yesterday"), "is not a time",
                        usual.replace("\"alg\":", "\"alg\":\"none\",\"alg\":"), "Duplicate field 'alg'")
                .forEach((headers, reason) -> assertRefused(
                        jws(SignatureFixture.jws("ES256", headers, target(IMAGE), List.of(LEAF, MIDDLE, ROOT))),
                        reason));
    }

    @Test
    void target_another_isRefused() {
        Map.of(
                        target(OTHER),
                        "has digest",
                        target(IMAGE).replace("oci.image.manifest", "oci.image.index"),
                        "has mediaType",
                        target(IMAGE).replace("\"size\":", "\"size\":1"),
                        "another size",
                        target(IMAGE).replace("\"size\":", "\"size\":0.5,\"x\":"),
                        "whose size is not a whole number",
                        "{}",
                        "without targetArtifact")
                .forEach((payload, reason) -> assertRefused(
                        jws(SignatureFixture.jws("ES256", headers("ES256", ""), payload, List.of(LEAF, MIDDLE, ROOT))),
                        reason));
        byte[] cose =
                SignatureFixture.cose("ES256", SignatureFixture.coseHeaders(-7), target(OTHER), LEAF, MIDDLE, ROOT);
        assertRefused(cose(JudgedAt.arriving(JUNE), IMAGE, cose), "has digest");
        assertVerified(cose(JudgedAt.arriving(JUNE), OTHER, cose));
    }

    @Test
    void cose_changedAnywhere_isRefused() {
        byte[] content =
                SignatureFixture.cose("ES256", SignatureFixture.coseHeaders(-7), target(IMAGE), LEAF, MIDDLE, ROOT);
        assertVerified(cose(JudgedAt.arriving(JUNE), IMAGE, content));
        Random random = new Random(1);
        // the certificates, which are signed by themselves: some bits of how one is encoded stand for nothing
        int certificates = 2 + SignatureFixture.cborBytes(SignatureFixture.coseHeaders(-7)).length;
        int payload = content.length
                - SignatureFixture.cborBytes(bytes(target(IMAGE))).length
                - SignatureFixture.cborBytes(new byte[64]).length;
        for (int i = 0; i < 1_000; i++) {
            byte[] changed = content.clone();
            int at = random.nextInt(content.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Verification verification = cose(JudgedAt.arriving(JUNE), IMAGE, changed);
            if (at < certificates || at >= payload) {
                assertThat(verification).isInstanceOf(Verification.Refused.class);
            }
        }
        for (int length = 0; length < content.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(content, length);
            assertThat(cose(JudgedAt.arriving(JUNE), IMAGE, cut)).isInstanceOf(Verification.Refused.class);
        }
        assertRefused(cose(JudgedAt.kept(AUGUST), IMAGE, content), "has expired");
    }

    @Test
    void jws_cutAnywhere_isRefused() {
        String envelope = SignatureFixture.jws(IMAGE, LEAF, MIDDLE, ROOT);
        for (int length = 0; length < envelope.length(); length += 7) {
            assertThat(jws(envelope.substring(0, length))).isInstanceOf(Verification.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a0",
                "d2",
                "d28440a04040",
                "d28443a10126a0",
                "d28443a10126a04040",
                "9f",
                "5bffffffffffffffff",
                "9affffffff",
                "bb7fffffffffffffff",
                "f6",
                "fb7ff8000000000000",
                "81818181818181818181818181",
                "a201010101",
                "62c328"
            })
    void cose_malformed_isRefused(String hex) {
        byte[] content = java.util.HexFormat.of().parseHex(hex);
        assertThat(cose(JudgedAt.arriving(JUNE), IMAGE, content)).isInstanceOf(Verification.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3b7fffffffffffffff", "3b7fffffffffffff00", "20", "1b7fffffffffffffff"})
    void cose_ofATimeThatCantBe_isRefused(String time) {
        byte[] usual = SignatureFixture.coseHeaders(-7);
        byte[] key = bytes("io.cncf.notary.signingTime");
        int at = new String(usual, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .lastIndexOf("io.cncf.notary.signingTime")
                + key.length
                + 1;
        byte[] headers = SignatureFixture.join(
                java.util.Arrays.copyOf(usual, at),
                java.util.HexFormat.of().parseHex(time),
                java.util.Arrays.copyOfRange(usual, at + 5, usual.length));
        byte[] content = SignatureFixture.cose("ES256", headers, target(IMAGE), LEAF, MIDDLE, ROOT);
        assertRefused(cose(JudgedAt.ANY_TIME, IMAGE, content), "that is not a time");
    }

    /** The JDK reads what is changed in the certificates. */
    @Test
    void certificates_changedAnywhere_throwNothing() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = LEAF.der();
            for (int n = random.nextInt(4); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            byte[] certificates = SignatureFixture.join(
                    SignatureFixture.head(4, 2),
                    SignatureFixture.cborBytes(changed),
                    SignatureFixture.cborBytes(ROOT.der()));
            byte[] content = SignatureFixture.join(
                    SignatureFixture.head(6, 18),
                    SignatureFixture.head(4, 4),
                    SignatureFixture.cborBytes(SignatureFixture.coseHeaders(-7)),
                    SignatureFixture.join(SignatureFixture.head(5, 1), SignatureFixture.head(0, 33), certificates),
                    SignatureFixture.cborBytes(bytes(target(IMAGE))),
                    SignatureFixture.cborBytes(new byte[random.nextInt(80)]));
            assertThat(cose(JudgedAt.arriving(JUNE), IMAGE, content)).isInstanceOf(Verification.Refused.class);
        }
    }

    @Test
    void cose_ofRandomBytes_isRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] content = new byte[random.nextInt(64)];
            random.nextBytes(content);
            assertThat(cose(JudgedAt.arriving(JUNE), IMAGE, content)).isInstanceOf(Verification.Refused.class);
        }
    }
}
