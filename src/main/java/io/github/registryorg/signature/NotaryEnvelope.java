package io.github.registryorg.signature;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.signature.Trust.TrustedCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A signature of the Notary Project, however its envelope is written. What time stamp servers say of it is not looked at.
 *
 * @param chain the certificates, the one that signs first
 * @param algorithm as JWS names it
 * @param signed the bytes that are signed
 * @param signature of them
 * @param payload what they say
 * @param contentType of the payload
 * @param scheme of signing
 * @param critical headers that must be understood
 * @param signingTime as the signer writes it
 * @param expiry null where it does not expire
 */
record NotaryEnvelope(
        CertificateChain chain,
        String algorithm,
        byte[] signed,
        byte[] signature,
        byte[] payload,
        String contentType,
        String scheme,
        Set<String> critical,
        Instant signingTime,
        @Nullable Instant expiry) {

    static final String SCHEME = "io.cncf.notary.signingScheme";
    static final String SIGNING_TIME = "io.cncf.notary.signingTime";
    static final String EXPIRY = "io.cncf.notary.expiry";

    private static final String PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

    NotaryEnvelope {
        Objects.requireNonNull(chain, "chain");
        critical = Set.copyOf(critical);
    }

    /** The certificate of the registry by which it is a signature of this manifest. */
    TrustedCertificate check(Descriptor subject, List<TrustedCertificate> certificates, JudgedAt judged)
            throws Refusal {
        if (!contentType.equals(PAYLOAD_TYPE)) {
            throw new Refusal("has a payload of the type " + StrictJson.quoted(contentType));
        }
        if (!scheme.equals("notary.x509")) {
            throw new Refusal("has the signing scheme " + StrictJson.quoted(scheme) + ", which is not supported");
        }
        Set<String> expected = expiry == null ? Set.of(SCHEME) : Set.of(SCHEME, EXPIRY);
        if (!critical.equals(expected)) {
            throw new Refusal("has other critical headers than "
                    + expected.stream().sorted().collect(Collectors.joining(" and ")));
        }
        Scheme required = Scheme.ofNotary(chain.key())
                .orElseThrow(() -> new Refusal("is by a key of a kind or size that the Notary Project does not have"));
        if (!required.jose().equals(algorithm)) {
            throw new Refusal(
                    "has the algorithm " + StrictJson.quoted(algorithm) + ", and its key is for " + required.jose());
        }
        if (!required.verifies(chain.key(), signed, signature)) {
            throw new Refusal("is not by its certificate, or what it signs was changed");
        }
        TrustedCertificate trusted = chain.check(certificates, signingTime, judged);
        StrictJson target = StrictJson.read("a payload", payload).object("targetArtifact");
        target.require("digest", subject.digest().toString());
        target.require("mediaType", subject.mediaType().value());
        if (target.integer("size") != subject.size()) {
            throw new Refusal("is of a manifest of another size");
        }
        checkTimes(judged);
        return trusted;
    }

    private void checkTimes(JudgedAt judged) throws Refusal {
        if (judged.isFuture(signingTime)) {
            throw new Refusal("was signed in the future, on " + signingTime);
        }
        if (expiry != null && (judged.isPast(expiry) || !expiry.isAfter(signingTime))) {
            throw new Refusal("has expired, on " + expiry);
        }
    }
}
