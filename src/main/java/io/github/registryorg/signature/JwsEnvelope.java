package io.github.registryorg.signature;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The Notary Project's envelope in JSON (its specification, "JWS Signature Envelope"; RFC 7515). */
final class JwsEnvelope {

    private static final int MAX_ENTRIES = 16;

    private JwsEnvelope() {}

    static NotaryEnvelope read(byte[] content) throws Refusal {
        StrictJson envelope = StrictJson.read("an envelope", content);
        String payload = envelope.text("payload");
        String head = envelope.text("protected");
        StrictJson headers = StrictJson.read("protected headers", envelope.base64Url("protected"));
        List<X509Certificate> chain = new ArrayList<>();
        for (String certificate : envelope.object("header").texts("x5c", MAX_ENTRIES)) {
            chain.add(Trust.certificate(StrictJson.decoded(Base64.getDecoder(), "x5c", certificate)));
        }
        return new NotaryEnvelope(
                new CertificateChain(chain),
                headers.text("alg"),
                (head + "." + payload).getBytes(StandardCharsets.US_ASCII),
                envelope.base64Url("signature"),
                envelope.base64Url("payload"),
                headers.text("cty"),
                headers.text(NotaryEnvelope.SCHEME),
                headers.texts("crit", MAX_ENTRIES),
                headers.time(NotaryEnvelope.SIGNING_TIME),
                headers.has(NotaryEnvelope.EXPIRY) ? headers.time(NotaryEnvelope.EXPIRY) : null);
    }
}
