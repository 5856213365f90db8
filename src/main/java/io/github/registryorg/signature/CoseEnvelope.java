package io.github.registryorg.signature;

import io.github.registryorg.signature.Cbor.Tagged;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Notary Project's envelope in CBOR (its specification, "COSE Signature Envelope"; COSE_Sign1 of RFC 9052). */
final class CoseEnvelope {

    private static final long SIGN1 = 18;
    private static final long TIME = 1;
    private static final long ALGORITHM = 1;
    private static final long CRITICAL = 2;
    private static final long CONTENT_TYPE = 3;
    private static final long CERTIFICATES = 33;

    /** As COSE numbers them (RFC 9053). */
    private static final Map<Object, String> ALGORITHMS =
            Map.of(-7L, "ES256", -35L, "ES384", -36L, "ES512", -37L, "PS256", -38L, "PS384", -39L, "PS512");

    private CoseEnvelope() {}

    static NotaryEnvelope read(byte[] content) throws Refusal {
        Tagged tagged = as(Tagged.class, Cbor.read(content));
        List<?> parts = as(List.class, tagged.value());
        if (tagged.tag() != SIGN1 || parts.size() != 4) {
            throw new Refusal("is not a COSE_Sign1 of four parts");
        }
        byte[] head = as(byte[].class, parts.get(0));
        byte[] payload = as(byte[].class, parts.get(2));
        Map<?, ?> headers = as(Map.class, Cbor.read(head));
        return new NotaryEnvelope(
                chain(as(Map.class, parts.get(1))),
                ALGORITHMS.getOrDefault(value(Long.class, headers, ALGORITHM), "?"),
                signed(head, payload),
                as(byte[].class, parts.get(3)),
                payload,
                value(String.class, headers, CONTENT_TYPE),
                value(String.class, headers, NotaryEnvelope.SCHEME),
                critical(value(List.class, headers, CRITICAL)),
                time(headers, NotaryEnvelope.SIGNING_TIME),
                headers.containsKey(NotaryEnvelope.EXPIRY) ? time(headers, NotaryEnvelope.EXPIRY) : null);
    }

    /** One certificate, or a list of them (RFC 9360). */
    private static CertificateChain chain(Map<?, ?> headers) throws Refusal {
        Object certificates = value(Object.class, headers, CERTIFICATES);
        List<X509Certificate> chain = new ArrayList<>();
        for (Object one : certificates instanceof List<?> list ? list : List.of(certificates)) {
            chain.add(Trust.certificate(as(byte[].class, one)));
        }
        return new CertificateChain(chain);
    }

    private static Set<String> critical(List<?> names) throws Refusal {
        Set<String> critical = new HashSet<>();
        for (Object name : names) {
            critical.add(as(String.class, name));
        }
        return critical;
    }

    private static Instant time(Map<?, ?> headers, String key) throws Refusal {
        Tagged tagged = value(Tagged.class, headers, key);
        if (tagged.tag() != TIME
                || !(tagged.value() instanceof Long seconds)
                || seconds < 0
                || seconds > Integer.MAX_VALUE * 100L) {
            throw new Refusal("has " + key + " that is not a time");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static <T> T value(Class<T> type, Map<?, ?> headers, Object key) throws Refusal {
        Object value = headers.get(key);
        if (value == null) {
            throw new Refusal("has no header " + key);
        }
        return as(type, value);
    }

    private static <T> T as(Class<T> type, Object value) throws Refusal {
        if (!type.isInstance(value)) {
            throw new Refusal("has a value of another type than it must have");
        }
        return type.cast(value);
    }

    /** {@code Sig_structure}: "Signature1", the protected headers, nothing from outside, the payload. */
    private static byte[] signed(byte[] head, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x84);
        out.write(0x6a);
        out.writeBytes("Signature1".getBytes(StandardCharsets.US_ASCII));
        writeBytes(out, head);
        out.write(0x40);
        writeBytes(out, payload);
        return out.toByteArray();
    }

    /** With the shortest head that has their length. */
    private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes.length < 24) {
            out.write(0x40 | bytes.length);
        } else if (bytes.length < 1 << 8) {
            out.write(0x58);
            out.write(bytes.length);
        } else if (bytes.length < 1 << 16) {
            out.write(0x59);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) bytes.length).array());
        } else {
            out.write(0x5a);
            out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        }
        out.writeBytes(bytes);
    }
}
