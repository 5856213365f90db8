package io.github.registryorg.signature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate with its key, written as DER here: the JDK has no public way to make one. */
public final class CertificateFixture {

    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

    private static final byte[] KEY_USAGE = {0x55, 0x1d, 0x0f};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};
    private static final byte[] EXTENDED_KEY_USAGE = {0x55, 0x1d, 0x25};
    private static final int DIGITAL_SIGNATURE = 0x80;
    private static final int CERTIFICATE_SIGN = 0x04;

    private final KeyPair keys;
    private final String subject;
    private final Instant from;
    private final Instant to;
    private final List<byte[]> extensions;
    private final X509Certificate certificate;

    /** How one is made; those that can be issued differ in one thing from the usual. */
    public static final class Draft {
        private final KeyPair keys;
        private String subject = "leaf";
        private Instant from = FROM;
        private Instant to = TO;
        private String hash = "SHA256";
        private final List<byte[]> extensions = new ArrayList<>();

        private Draft(KeyPair keys) {
            this.keys = keys;
        }

        Draft named(String name) {
            subject = name;
            return this;
        }

        Draft valid(Instant newFrom, Instant newTo) {
            from = newFrom;
            to = newTo;
            return this;
        }

        Draft weak() {
            hash = "SHA1";
            return this;
        }

        /** Signed with RSASSA-PSS, whose parameters are absent: then they stand for SHA-1. */
        Draft pssOfSha1() {
            hash = "PSS";
            return this;
        }

        Draft usage(boolean critical, int bits) {
            return extension(KEY_USAGE, critical, tlv(0x03, new byte[] {
                (byte) Integer.numberOfTrailingZeros(bits), (byte) bits
            }));
        }

        Draft authority(boolean isAuthority) {
            byte[] value = isAuthority ? tlv(0x30, tlv(0x01, new byte[] {-1})) : tlv(0x30);
            return extension(BASIC_CONSTRAINTS, true, value);
        }

        /** The last number below 1.3.6.1.5.5.7.3. */
        Draft purpose(int number) {
            byte[] oid = {0x2b, 6, 1, 5, 5, 7, 3, (byte) number};
            return extension(EXTENDED_KEY_USAGE, false, tlv(0x30, tlv(0x06, oid)));
        }

        Draft extension(byte[] oid, boolean critical, byte[] value) {
            byte[] flag = critical ? tlv(0x01, new byte[] {-1}) : new byte[0];
            extensions.add(tlv(0x30, tlv(0x06, oid), flag, tlv(0x04, value)));
            return this;
        }

        public CertificateFixture selfSigned() {
            return new CertificateFixture(this, null);
        }

        public CertificateFixture issuedBy(CertificateFixture issuer) {
            return new CertificateFixture(this, issuer);
        }
    }

    /** One to be filled in. */
    public static Draft draft(KeyPair keys) {
        return new Draft(keys);
    }

    /** One that signs code. */
    public static Draft leaf(KeyPair keys) {
        return draft(keys).usage(true, DIGITAL_SIGNATURE).purpose(3);
    }

    /** One that issues others. */
    public static Draft authority(KeyPair keys) {
        return draft(keys).named("authority").usage(true, CERTIFICATE_SIGN).authority(true);
    }

    public static KeyPair ec(String curve) {
        return keys("EC", new ECGenParameterSpec(curve));
    }

    public static KeyPair rsa(int bits) {
        return keys("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    public static KeyPair ed25519() {
        return keys("Ed25519", null);
    }

    private static KeyPair keys(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private CertificateFixture(Draft draft, CertificateFixture issuer) {
        this.keys = draft.keys;
        this.subject = draft.subject;
        this.from = draft.from;
        this.to = draft.to;
        this.extensions = draft.extensions;
        KeyPair by = issuer == null ? keys : issuer.keys;
        boolean isRsa = by.getPrivate().getAlgorithm().equals("RSA");
        boolean isPss = draft.hash.equals("PSS");
        String name = isPss ? "RSASSA-PSS" : draft.hash + (isRsa ? "withRSA" : "withECDSA");
        try {
            byte[] algorithm = tlv(
                    0x30,
                    tlv(
                            0x06,
                            isRsa
                                    ? new byte[] {
                                        0x2a,
                                        (byte) 0x86,
                                        0x48,
                                        (byte) 0x86,
                                        (byte) 0xf7,
                                        0x0d,
                                        1,
                                        1,
                                        (byte) (isPss ? 10 : draft.hash.equals("SHA1") ? 5 : 11)
                                    }
                                    : new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2}),
                    isPss ? tlv(0x30) : isRsa ? tlv(0x05) : new byte[0]);
            byte[] body = tlv(
                    0x30,
                    tlv(0xa0, tlv(0x02, new byte[] {2})),
                    tlv(0x02, BigInteger.valueOf(subject.hashCode() & 0xffff).toByteArray()),
                    algorithm,
                    name(issuer == null ? subject : issuer.subject),
                    tlv(0x30, time(from), time(to)),
                    name(subject),
                    keys.getPublic().getEncoded(),
                    tlv(0xa3, tlv(0x30, extensions.toArray(byte[][]::new))));
            Signature signer = Signature.getInstance(name);
            if (isPss) {
                signer.setParameter(PSSParameterSpec.DEFAULT);
            }
            signer.initSign(by.getPrivate());
            signer.update(body);
            byte[] der = tlv(0x30, body, algorithm, tlv(0x03, new byte[] {0}, signer.sign()));
            this.certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] name(String common) {
        byte[] text = tlv(0x0c, common.getBytes(StandardCharsets.UTF_8));
        return tlv(0x30, tlv(0x31, tlv(0x30, tlv(0x06, new byte[] {0x55, 4, 3}), text)));
    }

    private static byte[] time(Instant time) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return tlv(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length and value, of which all parts may be empty. */
    static byte[] tlv(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.size() < 0x80) {
            out.write(value.size());
        } else if (value.size() < 0x100) {
            out.write(0x81);
            out.write(value.size());
        } else {
            out.write(0x82);
            out.write(value.size() >> 8);
            out.write(value.size());
        }
        out.writeBytes(value.toByteArray());
        return out.toByteArray();
    }

    public KeyPair keys() {
        return keys;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String pem() {
        return pem("CERTIFICATE", der());
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
