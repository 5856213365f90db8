package io.github.registryorg.signature;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.metadata.SignaturePolicy.Signer;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By whom an image may be signed.
 *
 * @param keys of cosign
 * @param certificates of notation
 */
public record Trust(List<TrustedKey> keys, List<TrustedCertificate> certificates) {

    /** By nobody. */
    public static final Trust NONE = new Trust(List.of(), List.of());

    private static final int MAX_SIZE = 64 * 1024;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    /**
     * A key of cosign.
     *
     * @param name for people: that of its file
     */
    public record TrustedKey(String name, PublicKey key) {

        public TrustedKey {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * A certificate of notation, of whoever signs or of who issued that certificate.
     *
     * @param name for people: that of its file
     */
    public record TrustedCertificate(String name, X509Certificate certificate) {

        public TrustedCertificate {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(certificate, "certificate");
        }
    }

    public Trust {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /**
     * The keys and certificates of each rule of a policy.
     *
     * @param base the files of the registry, which no contribution has a hand in
     * @param problems receives what can't be read, which then signs nothing
     */
    public static Map<SignaturePolicy.Rule, Trust> read(
            SignaturePolicy policy, FileTree base, Consumer<Problem> problems) {
        return policy.rules().stream()
                .distinct()
                .collect(Collectors.toMap(rule -> rule, rule -> read(rule, base, problems)));
    }

    private static Trust read(SignaturePolicy.Rule rule, FileTree base, Consumer<Problem> problems) {
        List<TrustedKey> keys = new ArrayList<>();
        List<TrustedCertificate> certificates = new ArrayList<>();
        for (Signer signer : rule.anyOf()) {
            try {
                String text = text(signer, base);
                switch (signer.tool()) {
                    case COSIGN -> keys.add(new TrustedKey(name(signer, text), key(text)));
                    case NOTATION ->
                        certificates.add(new TrustedCertificate(name(signer, text), strong(certificate(text))));
                }
            } catch (RegistryException e) {
                e.problems().forEach(problems);
            } catch (Refusal e) {
                problems.accept(Problem.of(
                                ProblemCode.SIGNATURE_POLICY_INVALID,
                                signer.file().orElse(MetadataLayout.SETTINGS),
                                e.reason())
                        .hint(hint(signer))
                        .at(signer.at()));
            }
        }
        return new Trust(keys, certificates);
    }

    private static String hint(Signer signer) {
        return switch (signer.tool()) {
            case COSIGN ->
                "Name the public key that cosign generate-key-pair writes (cosign.pub): ECDSA on P-256, P-384 or P-521,"
                        + " Ed25519, or RSA of at least 2048 bits.";
            case NOTATION ->
                "Name one X.509 certificate as PEM text, which signs, or has issued the one that signs: with a key of ECDSA"
                        + " on P-256, P-384 or P-521, or of RSA of at least 2048 bits.";
        };
    }

    private static String text(Signer signer, FileTree base) throws Refusal {
        String file = signer.file().orElse(null);
        if (file == null) {
            return signer.key();
        }
        if (MetadataLayout.parse(file).isPresent()) {
            throw new Refusal("is a file of a repository, which contributions may change");
        }
        return base.read(file, MAX_SIZE)
                .map(content -> new String(content, StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new Refusal("is not there, and signatures names it"));
    }

    /** That of a file without its directory; of text in the settings, the start of its hash. */
    private static String name(Signer signer, String text) throws Refusal {
        if (signer.file().isPresent()) {
            return signer.key().substring(signer.key().lastIndexOf('/') + 1);
        }
        String hash = Digest.sha256(der(text, "")).hex();
        return "key " + hash.substring(0, 12);
    }

    private static byte[] der(String text, String label) throws Refusal {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches() || !label.isEmpty() && !pem.group(1).equals(label)) {
            throw new Refusal("is not one " + (label.isEmpty() ? "block" : label.toLowerCase(Locale.ROOT))
                    + " in the form of PEM");
        }
        return StrictJson.decoded(Base64.getMimeDecoder(), "PEM text", pem.group(2));
    }

    private static PublicKey key(String text) throws Refusal {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(der(text, "PUBLIC KEY"));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(encoded);
                if (Scheme.ofCosign(key).isEmpty()) {
                    throw new Refusal("is a key that is too short, or of another kind");
                }
                return key;
            } catch (GeneralSecurityException e) {
                // of another kind
            }
        }
        throw new Refusal("is not a public key");
    }

    private static X509Certificate certificate(String text) throws Refusal {
        return certificate(der(text, "CERTIFICATE"));
    }

    private static X509Certificate strong(X509Certificate certificate) throws Refusal {
        if (!Scheme.isStrong(certificate.getPublicKey())) {
            throw new Refusal("is a certificate with a key that is too short, or of another kind");
        }
        return certificate;
    }

    static X509Certificate certificate(byte[] der) throws Refusal {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw new Refusal("has more after a certificate");
            }
            return certificate;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Refusal("has a certificate that can't be read");
        }
    }

    /** Their names, for people, sorted. */
    public List<String> names() {
        Map<String, String> names = new TreeMap<>();
        Stream.concat(
                        keys.stream().map(key -> key.name() + " (cosign)"),
                        certificates.stream().map(one -> one.name() + " (notation)"))
                .forEach(name -> names.put(name, name));
        return List.copyOf(names.values());
    }
}
