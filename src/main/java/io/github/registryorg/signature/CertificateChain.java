package io.github.registryorg.signature;

import io.github.registryorg.signature.Trust.TrustedCertificate;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a signature, as the Notary Project requires them ("Certificate Requirements"): from the one that
 * signs to a root, each issued by the next.
 */
final class CertificateChain {

    private static final int MAX_LENGTH = 10;

    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERTIFICATE_SIGN = 5;

    /** How certificates may be signed: RSA and ECDSA, with SHA-256, SHA-384 or SHA-512. */
    private static final Set<String> SIGNED_BY = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4");

    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> PSS_HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    /** Extended key usages that are for another purpose than to sign code, and the one that is for any. */
    private static final Set<String> OTHER_USAGES = Set.of(
            ANY_PURPOSE,
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.4",
            "1.3.6.1.5.5.7.3.8",
            "1.3.6.1.5.5.7.3.9");

    private final List<X509Certificate> certificates;

    /** @param certificates the one that signs first */
    CertificateChain(List<X509Certificate> certificates) throws Refusal {
        if (certificates.isEmpty() || certificates.size() > MAX_LENGTH) {
            throw new Refusal("has " + certificates.size() + " certificates, and must have 1 to " + MAX_LENGTH);
        }
        this.certificates = List.copyOf(certificates);
    }

    PublicKey key() {
        return certificates.get(0).getPublicKey();
    }

    /**
     * The certificate of the registry that it leads to.
     *
     * @throws Refusal if it leads to none, or a certificate is not as it must be
     */
    TrustedCertificate check(List<TrustedCertificate> trusted, Instant signed, JudgedAt judged) throws Refusal {
        for (int i = 0; i < certificates.size(); i++) {
            X509Certificate certificate = certificates.get(i);
            X509Certificate issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
            checkIssued(certificate, issuer, i == certificates.size() - 1);
            checkExtensions(certificate);
            if (!Scheme.isStrong(certificate.getPublicKey())) {
                throw new Refusal("has a certificate with a key that is too short, or of another kind ("
                        + name(certificate) + ")");
            }
            if (i == 0) {
                checkSigns(certificate);
            } else {
                checkIssues(certificate, i - 1);
            }
            checkValid(certificate, signed, "when it was signed");
            if (judged.arriving()) {
                checkValid(certificate, Objects.requireNonNull(judged.now()), "now");
            }
        }
        return trusted.stream()
                .filter(one -> certificates.contains(one.certificate()))
                .findFirst()
                .orElseThrow(() -> new Refusal("is by a certificate that registry.yaml does not name here ("
                        + name(certificates.get(0)) + ")"));
    }

    /** The last is its own issuer: how it signs itself proves nothing. */
    private static void checkIssued(X509Certificate certificate, X509Certificate issuer, boolean isLast)
            throws Refusal {
        boolean isWeak = !isLast && !isSignedStrongly(certificate);
        try {
            if (!isWeak && certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                certificate.verify(issuer.getPublicKey());
                return;
            }
        } catch (GeneralSecurityException e) {
            // as below
        }
        throw new Refusal(
                isWeak
                        ? "has a certificate that is signed by " + certificate.getSigAlgName()
                                + ", which is weak or not supported"
                        : "has a certificate that was not issued by the next (" + name(certificate) + ")");
    }

    /** Of RSASSA-PSS, the name says nothing of the hash: its parameters do, and without any it is SHA-1. */
    private static boolean isSignedStrongly(X509Certificate certificate) {
        if (!certificate.getSigAlgOID().equals(PSS)) {
            return SIGNED_BY.contains(certificate.getSigAlgOID());
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            return PSS_HASHES.contains(pss.getDigestAlgorithm())
                    && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && PSS_HASHES.contains(mask.getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return false;
        }
    }

    /** What narrows the use of a certificate in a way that isn't looked at here is not ignored. */
    private static void checkExtensions(X509Certificate certificate) throws Refusal {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        if (critical == null || !critical.contains(KEY_USAGE)) {
            throw new Refusal("has a certificate without a critical key usage (" + name(certificate) + ")");
        }
        for (String extension : critical) {
            if (!Set.of(KEY_USAGE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE).contains(extension)) {
                throw new Refusal(
                        "has a certificate with the critical extension " + extension + ", which is not supported");
            }
        }
    }

    private static void checkSigns(X509Certificate certificate) throws Refusal {
        boolean[] usage = certificate.getKeyUsage();
        boolean signsOnly = usage != null && usage[DIGITAL_SIGNATURE];
        for (int i = 2; signsOnly && i < usage.length; i++) {
            signsOnly = !usage[i];
        }
        if (!signsOnly || certificate.getBasicConstraints() >= 0) {
            throw new Refusal("is by a certificate that is not for signatures alone (" + name(certificate) + ")");
        }
        List<String> purposes = purposes(certificate);
        if (purposes != null && purposes.stream().anyMatch(OTHER_USAGES::contains)) {
            throw new Refusal("is by a certificate that is not for signing code (" + name(certificate) + ")");
        }
    }

    /** Null where it names none. */
    private static @Nullable List<String> purposes(X509Certificate certificate) throws Refusal {
        try {
            return certificate.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            throw new Refusal("has a certificate that can't be read");
        }
    }

    /** @param below how many certificates that issue others are between it and the one that signs */
    private static void checkIssues(X509Certificate certificate, int below) throws Refusal {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < below || usage == null || !usage[CERTIFICATE_SIGN]) {
            throw new Refusal("has a certificate that may not issue others (" + name(certificate) + ")");
        }
        List<String> purposes = purposes(certificate);
        if (purposes != null && !purposes.contains(CODE_SIGNING) && !purposes.contains(ANY_PURPOSE)) {
            throw new Refusal(
                    "has a certificate that may not issue others for signing code (" + name(certificate) + ")");
        }
    }

    private static void checkValid(X509Certificate certificate, Instant time, String when) throws Refusal {
        try {
            certificate.checkValidity(Date.from(time));
        } catch (CertificateExpiredException e) {
            throw new Refusal("is by a certificate that is expired " + when + ", on "
                    + certificate.getNotAfter().toInstant() + " (" + name(certificate) + ")");
        } catch (CertificateNotYetValidException e) {
            throw new Refusal("is by a certificate that was not yet valid " + when + ", before "
                    + certificate.getNotBefore().toInstant() + " (" + name(certificate) + ")");
        } catch (IllegalArgumentException e) {
            throw new Refusal("has a signing time that is out of range");
        }
    }

    private static String name(X509Certificate certificate) {
        return StrictJson.quoted(certificate.getSubjectX500Principal().getName());
    }
}
