package io.github.registryorg.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.signature.Trust.TrustedCertificate;
import io.github.registryorg.signature.Trust.TrustedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that cosign and notation have made are accepted as they are, and refused however they are changed. */
class RealSignaturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/signatures");
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";

    /** When they were made: the certificate is valid for a day, the signatures of notation for 12 hours. */
    private static final Instant SIGNED = Instant.parse("2026-12-01T01:30:00Z");

    private static final RawManifest FIRST = RawManifest.of(fixture("first.json"));
    private static final RawManifest SECOND = RawManifest.of(fixture("second.json"));

    private static byte[] fixture(String name) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How an image is signed. */
    enum Form {
        COSIGN_BUNDLE("cosign-bundle", "cosign.pub", "other.pub"),
        COSIGN_TAG("cosign-tag", "cosign.pub", "other.pub"),
        NOTATION_JWS("notation-jws", "acme.crt", "other.crt"),
        NOTATION_COSE("notation-cose", "acme.crt", "other.crt");

        private final String name;
        private final String key;
        private final String otherKey;

        Form(String name, String key, String otherKey) {
            this.name = name;
            this.key = key;
            this.otherKey = otherKey;
        }

        Signed of(String image) {
            ImageManifest manifest = (ImageManifest)
                    RawManifest.of(fixture(name + "-" + image + ".json")).manifest();
            Descriptor layer = manifest.layers().get(0);
            return new Signed(
                    SignatureFormat.of(manifest, layer).orElseThrow(), layer, fixture(name + "-" + image + ".payload"));
        }

        boolean isCosign() {
            return this == COSIGN_BUNDLE || this == COSIGN_TAG;
        }
    }

    /** A signature as it comes with a manifest. */
    private record Signed(SignatureFormat format, Descriptor layer, byte[] payload) {

        /** The same with another payload, of which the manifest has the digest. */
        Signed with(byte[] other) {
            return new Signed(
                    format, SignatureFixture.layer(layer.mediaType().value(), other, layer.annotations()), other);
        }

        Signed with(UnaryOperator<String> change) {
            String text = new String(payload, StandardCharsets.UTF_8);
            String changed = change.apply(text);
            assertThat(changed).isNotEqualTo(text);
            return with(changed.getBytes(StandardCharsets.UTF_8));
        }

        Signed withAnnotation(String value) {
            Map<String, String> annotations = new HashMap<>(layer.annotations());
            if (value.isEmpty()) {
                annotations.remove(ANNOTATION);
            } else {
                annotations.put(ANNOTATION, value);
            }
            return new Signed(format, SignatureFixture.layer(layer.mediaType().value(), payload, annotations), payload);
        }

        Signed as(SignatureFormat other) {
            return new Signed(other, layer, payload);
        }

        String annotation() {
            return layer.annotations().get(ANNOTATION);
        }
    }

    private static Trust trust(String file) {
        try {
            if (file.endsWith(".pub")) {
                String pem = new String(fixture(file), StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
                X509EncodedKeySpec key =
                        new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
                return new Trust(
                        List.of(new TrustedKey(
                                file, KeyFactory.getInstance("EC").generatePublic(key))),
                        List.of());
            }
            return new Trust(List.of(), List.of(new TrustedCertificate(file, certificate(file))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate(String file) {
        try (var in = Files.newInputStream(FIXTURES.resolve(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Verification verify(Trust trust, Instant now, RawManifest image, Signed signed) {
        return new SignatureVerifier(trust, JudgedAt.arriving(now))
                .verify(image, signed.format(), signed.layer(), signed.payload());
    }

    private static Verification verify(Form form, RawManifest image, Signed signed) {
        return verify(trust(form.key), SIGNED, image, signed);
    }

    private static void assertRefused(Verification verdict, String reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verification.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_asItIs_isVerified(Form form) {
        assertThat(verify(form, FIRST, form.of("first"))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(form, SECOND, form.of("second"))).isInstanceOf(Verification.Verified.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_ofAnotherImage_isRefused(Form form) {
        assertRefused(verify(form, SECOND, form.of("first")), FIRST.digest().hex());
        assertRefused(verify(form, FIRST, form.of("second")), SECOND.digest().hex());
        // the same in meaning is not the same in bytes
        byte[] spaced = Arrays.copyOf(FIRST.bytes(), FIRST.bytes().length + 1);
        spaced[spaced.length - 1] = ' ';
        assertRefused(
                verify(form, RawManifest.of(spaced), form.of("first")),
                FIRST.digest().hex());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_byAnotherKey_isRefused(Form form) {
        String reason = form.isCosign() ? "is not by a key" : "is by a certificate that registry.yaml does not name";
        assertRefused(verify(trust(form.otherKey), SIGNED, FIRST, form.of("first")), reason);
        assertThat(verify(new Trust(List.of(), List.of()), SIGNED, FIRST, form.of("first")))
                .isInstanceOf(Verification.Refused.class);
        String ofTheOtherTool = form.isCosign() ? "acme.crt" : "cosign.pub";
        assertThat(verify(trust(ofTheOtherTool), SIGNED, FIRST, form.of("first")))
                .isInstanceOf(Verification.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_ofAnotherDigest_isRefused(Form form) {
        Signed first = form.of("first");
        assertRefused(
                verify(
                        form,
                        FIRST,
                        new Signed(
                                first.format(), first.layer(), form.of("second").payload())),
                "has a payload of another digest");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_cutAnywhere_isRefused(Form form) {
        Signed signed = form.of("first");
        for (int length = 0; length < signed.payload().length; length += 13) {
            assertThat(verify(form, FIRST, signed.with(Arrays.copyOf(signed.payload(), length))))
                    .as("%s of %s bytes", form, length)
                    .isInstanceOf(Verification.Refused.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_withMoreBehindIt_isRefused(Form form) {
        Signed signed = form.of("first");
        byte[] longer = Arrays.copyOf(signed.payload(), signed.payload().length + 1);
        longer[longer.length - 1] = '}';
        assertThat(verify(form, FIRST, signed.with(longer))).isInstanceOf(Verification.Refused.class);
        byte[] large = Arrays.copyOf(signed.payload(), SignatureFormat.MAX_SIZE + 1);
        Arrays.fill(large, signed.payload().length, large.length, (byte) ' ');
        assertRefused(verify(form, FIRST, signed.with(large)), "has a payload of more than 256 KiB");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_ofAnotherMediaType_isRefused(Form form) {
        Signed signed = form.of("first");
        Trust all = new Trust(trust("cosign.pub").keys(), trust("acme.crt").certificates());
        Stream.of(SignatureFormat.values())
                .filter(format -> format != signed.format())
                .forEach(format -> assertThat(verify(all, SIGNED, FIRST, signed.as(format)))
                        .as("%s as %s", form, format)
                        .isInstanceOf(Verification.Refused.class));
    }

    /** Any change of a byte, but of those that stand for nothing. */
    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"COSIGN_TAG", "NOTATION_COSE"})
    void payload_changedByOneBit_isRefused(Form form) {
        Signed signed = form.of("first");
        int signature = form == Form.NOTATION_COSE ? signed.payload().length - 256 : 0;
        for (int at = signature; at < signed.payload().length; at += 3) {
            byte[] changed = signed.payload().clone();
            changed[at] ^= 1;
            assertThat(verify(form, FIRST, signed.with(changed)))
                    .as("at " + at)
                    .isInstanceOf(Verification.Refused.class);
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String urlEncoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a base64 value, changed. */
    private static UnaryOperator<String> inside(String key, UnaryOperator<String> change) {
        return text -> {
            String before = value(text, key);
            boolean isUrl = key.equals("protected") || !text.contains("dsseEnvelope");
            byte[] decoded = (isUrl ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(before);
            String changed = change.apply(new String(decoded, StandardCharsets.UTF_8));
            return text.replace(before, isUrl ? urlEncoded(changed) : encoded(changed));
        };
    }

    private static String value(String text, String key) {
        int start = text.indexOf("\"" + key + "\":\"") + key.length() + 4;
        return text.substring(start, text.indexOf('"', start));
    }

    private static String value(Signed signed, String key) {
        return value(new String(signed.payload(), StandardCharsets.UTF_8), key);
    }

    private static UnaryOperator<String> replaced(String old, String fresh) {
        return text -> text.replace(old, fresh);
    }

    private static final String OTHER_HEX = SECOND.digest().hex();

    static Stream<Arguments> changes() {
        UnaryOperator<String> toSecond = replaced(FIRST.digest().hex(), OTHER_HEX);
        Signed bundle = Form.COSIGN_BUNDLE.of("first");
        Signed tag = Form.COSIGN_TAG.of("first");
        Signed jws = Form.NOTATION_JWS.of("first");
        String otherSig = value(Form.COSIGN_BUNDLE.of("second"), "sig");
        String otherJws = value(Form.NOTATION_JWS.of("second"), "signature");
        String changed = "is not by a key that registry.yaml names here, or what it signs was changed";
        String jwsChanged = "is not by its certificate, or what it signs was changed";
        return Stream.of(
                // cosign's bundle
                Arguments.of("bundle-of-another-digest", SECOND, bundle.with(inside("payload", toSecond)), changed),
                Arguments.of(
                        "bundle-with-the-signature-of-another",
                        FIRST,
                        bundle.with(replaced(value(bundle, "sig"), otherSig)),
                        changed),
                Arguments.of(
                        "bundle-with-a-cut-signature",
                        FIRST,
                        bundle.with(replaced(
                                value(bundle, "sig"), value(bundle, "sig").substring(0, 40))),
                        changed),
                Arguments.of("bundle-without-a-signature", FIRST, bundle.with(replaced(value(bundle, "sig"), "")), ""),
                Arguments.of(
                        "bundle-with-another-type-of-payload",
                        FIRST,
                        bundle.with(replaced("application/vnd.in-toto+json", "application/vnd.in-toto.other+json")),
                        "has payloadType"),
                Arguments.of(
                        "bundle-of-another-predicate",
                        FIRST,
                        bundle.with(inside("payload", replaced("cosign/sign/v1", "cosign/scan/v1"))),
                        changed),
                Arguments.of(
                        "bundle-of-another-version",
                        FIRST,
                        bundle.with(replaced("bundle.v0.3+json", "bundle.v0.4+json")),
                        "has mediaType"),
                Arguments.of(
                        "bundle-with-a-certificate",
                        FIRST,
                        bundle.with(replaced("\"publicKey\":", "\"certificate\":")),
                        "is keyless"),
                Arguments.of(
                        "bundle-with-a-second-signature",
                        FIRST,
                        bundle.with(replaced("\"signatures\":[", "\"signatures\":[{\"sig\":\"AAAA\"},")),
                        "is not a list of one object"),
                Arguments.of(
                        "bundle-with-a-key-twice",
                        FIRST,
                        bundle.with(replaced("\"payloadType\":", "\"payload\":\"e30=\",\"payloadType\":")),
                        "Duplicate field"),
                // cosign's older form
                Arguments.of("statement-of-another-digest", SECOND, tag.with(toSecond), changed),
                Arguments.of(
                        "statement-of-another-place", FIRST, tag.with(replaced("127.0.0.1", "evil.example")), changed),
                Arguments.of(
                        "statement-with-more",
                        FIRST,
                        tag.with(replaced("\"optional\":null", "\"optional\":{}")),
                        changed),
                Arguments.of(
                        "annotation-of-another",
                        FIRST,
                        tag.withAnnotation(Form.COSIGN_TAG.of("second").annotation()),
                        changed),
                Arguments.of(
                        "annotation-cut",
                        FIRST,
                        tag.withAnnotation(tag.annotation().substring(0, 40)),
                        changed),
                Arguments.of("annotation-absent", FIRST, tag.withAnnotation(""), "has no annotation"),
                Arguments.of("annotation-of-no-base64", FIRST, tag.withAnnotation("!"), "is not base64"),
                // notation
                Arguments.of("jws-of-another-digest", SECOND, jws.with(inside("payload", toSecond)), jwsChanged),
                Arguments.of(
                        "jws-of-another-size",
                        FIRST,
                        jws.with(inside("payload", replaced("\"size\":395", "\"size\":396"))),
                        jwsChanged),
                Arguments.of(
                        "jws-with-the-signature-of-another",
                        FIRST,
                        jws.with(replaced(value(jws, "signature"), otherJws)),
                        jwsChanged),
                Arguments.of(
                        "jws-with-a-cut-signature",
                        FIRST,
                        jws.with(replaced(
                                value(jws, "signature"), value(jws, "signature").substring(0, 40))),
                        jwsChanged),
                Arguments.of(
                        "jws-with-an-unknown-critical-header",
                        FIRST,
                        jws.with(inside("protected", replaced("\"crit\":[", "\"crit\":[\"com.example.plugin\","))),
                        "critical headers"),
                Arguments.of(
                        "jws-without-critical-headers",
                        FIRST,
                        jws.with(inside("protected", text -> text.replaceFirst("\"crit\":\\[[^]]*]", "\"crit\":[]"))),
                        "critical"),
                Arguments.of(
                        "jws-that-expires-later",
                        FIRST,
                        jws.with(inside("protected", replaced("2026-12-01T13:", "2036-12-01T13:"))),
                        jwsChanged),
                Arguments.of(
                        "jws-without-an-algorithm",
                        FIRST,
                        jws.with(inside("protected", replaced("\"alg\":\"PS256\"", "\"alg\":\"none\""))),
                        "has the algorithm \"none\""),
                Arguments.of(
                        "jws-by-a-shared-secret",
                        FIRST,
                        jws.with(inside("protected", replaced("\"alg\":\"PS256\"", "\"alg\":\"HS256\""))),
                        "has the algorithm \"HS256\""),
                Arguments.of(
                        "jws-with-another-certificate",
                        FIRST,
                        jws.with(text -> text.replaceFirst("\"x5c\":\\[\"[^\"]*\"", "\"x5c\":[\"" + other() + "\"")),
                        ""),
                Arguments.of(
                        "jws-with-a-longer-chain",
                        FIRST,
                        jws.with(text -> text.replaceFirst("(\"x5c\":\\[\"[^\"]*\")", "$1,\"" + other() + "\"")),
                        "was not issued by the next"),
                Arguments.of(
                        "jws-without-certificates",
                        FIRST,
                        jws.with(text -> text.replaceFirst("\"x5c\":\\[[^]]*]", "\"x5c\":[]")),
                        "has 0 certificates"));
    }

    private static String other() {
        try {
            return Base64.getEncoder().encodeToString(certificate("other.crt").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void signature_changed_isRefused(String name, RawManifest image, Signed signed, String reason) {
        Trust all = new Trust(trust("cosign.pub").keys(), trust("acme.crt").certificates());
        assertRefused(verify(all, SIGNED, image, signed), reason);
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"NOTATION_JWS", "NOTATION_COSE"})
    void certificate_notValidWhereItArrives_isRefused(Form form) {
        Trust trust = trust(form.key);
        Signed signed = form.of("first");
        assertRefused(verify(trust, SIGNED.plusSeconds(86_400), FIRST, signed), "expired");
        assertRefused(verify(trust, SIGNED.plusSeconds(12 * 3_600), FIRST, signed), "has expired");
        assertThat(verify(trust, SIGNED.minusSeconds(86_400), FIRST, signed)).isInstanceOf(Verification.Refused.class);
    }

    /** As {@code cosign sign-blob} signs the bytes of a manifest. */
    @Test
    void bundle_ofAMessage_isOfItsDigestOnly() {
        byte[] content = fixture("cosign-message-first.payload");
        Signed signed = new Signed(
                SignatureFormat.SIGSTORE_BUNDLE,
                SignatureFixture.layer(SignatureFixture.BUNDLE, content, Map.of()),
                content);
        Trust trust = trust("cosign.pub");
        assertThat(verify(trust, SIGNED, FIRST, signed)).isInstanceOf(Verification.Verified.class);
        assertRefused(verify(trust, SIGNED, SECOND, signed), "another manifest");
        String digest = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(FIRST.digest().hex()));
        String other = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(OTHER_HEX));
        Signed relabelled = signed.with(replaced(digest, other));
        assertRefused(verify(trust, SIGNED, SECOND, relabelled), "what it signs was changed");
        assertRefused(verify(trust, SIGNED, FIRST, relabelled), "another manifest");
        assertRefused(verify(trust, SIGNED, FIRST, signed.with(replaced("SHA2_256", "SHA2_512"))), "has algorithm");
    }
}
