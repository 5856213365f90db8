package io.github.registryorg.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a signature is computed. Which one it is follows from the key, never from what a signature says alone. */
enum Scheme {
    ECDSA_SHA256("SHA256withECDSA"),
    ECDSA_SHA384("SHA384withECDSA"),
    ECDSA_SHA512("SHA512withECDSA"),
    RSA_SHA256("SHA256withRSA"),
    PSS_SHA256("RSASSA-PSS", "SHA-256", MGF1ParameterSpec.SHA256, 32),
    PSS_SHA384("RSASSA-PSS", "SHA-384", MGF1ParameterSpec.SHA384, 48),
    PSS_SHA512("RSASSA-PSS", "SHA-512", MGF1ParameterSpec.SHA512, 64),
    ED25519("Ed25519"),
    /** ECDSA with the two numbers side by side, as JWS and COSE have them. */
    ES256("SHA256withECDSAinP1363Format"),
    ES384("SHA384withECDSAinP1363Format"),
    ES512("SHA512withECDSAinP1363Format");

    private final String name;
    private final @Nullable PSSParameterSpec parameters;

    Scheme(String name) {
        this.name = name;
        this.parameters = null;
    }

    Scheme(String name, String hash, MGF1ParameterSpec mask, int salt) {
        this.name = name;
        this.parameters = new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /** Those that cosign signs with by a key of this kind; empty where it is too weak, or of another kind. */
    static List<Scheme> ofCosign(PublicKey key) {
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
            return List.of(ED25519);
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048) {
            return List.of(RSA_SHA256, PSS_SHA256);
        }
        // cosign 2 takes SHA-256 with every curve, cosign 3 the hash of the curve's size
        return switch (curve(key).orElse(0)) {
            case 256 -> List.of(ECDSA_SHA256);
            case 384 -> List.of(ECDSA_SHA384, ECDSA_SHA256);
            case 521 -> List.of(ECDSA_SHA512, ECDSA_SHA256);
            default -> List.of();
        };
    }

    /** Whether a key of a certificate is of a kind that is known, and long enough. */
    static boolean isStrong(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength() >= 2048
                : curve(key).orElse(0) >= 256;
    }

    /** The one that the Notary Project has for a key of this kind and size; empty where it has none. */
    static Optional<Scheme> ofNotary(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return Optional.ofNullable(
                    switch (rsa.getModulus().bitLength()) {
                        case 2048 -> PSS_SHA256;
                        case 3072 -> PSS_SHA384;
                        case 4096 -> PSS_SHA512;
                        default -> null;
                    });
        }
        return Optional.ofNullable(
                switch (curve(key).orElse(0)) {
                    case 256 -> ES256;
                    case 384 -> ES384;
                    case 521 -> ES512;
                    default -> null;
                });
    }

    /** As JWS names it (RFC 7518). */
    String jose() {
        return name().replace("PSS_SHA", "PS");
    }

    /** Bits of a curve: Java has those of NIST alone. */
    private static OptionalInt curve(PublicKey key) {
        return key instanceof ECPublicKey ec
                ? OptionalInt.of(ec.getParams().getCurve().getField().getFieldSize())
                : OptionalInt.empty();
    }

    /** Whether a signature is by this key, of this message. */
    boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(name);
            if (parameters != null) {
                verifier.setParameter(parameters);
            }
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // of the wrong length or form
            return false;
        }
    }
}
