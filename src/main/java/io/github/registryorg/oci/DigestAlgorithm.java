package io.github.registryorg.oci;

import io.github.registryorg.file.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Optional;

/** The registered digest algorithms (image specification, "Registered algorithms"). */
public enum DigestAlgorithm {
    SHA256("sha256", HashAlgorithm.SHA256, 64),
    SHA512("sha512", HashAlgorithm.SHA512, 128);

    private final String id;
    private final HashAlgorithm hash;
    private final int hexLength;

    DigestAlgorithm(String id, HashAlgorithm hash, int hexLength) {
        this.id = id;
        this.hash = hash;
        this.hexLength = hexLength;
    }

    /** The name before the colon of a digest. */
    public String id() {
        return id;
    }

    /** Characters of the encoded part. */
    public int hexLength() {
        return hexLength;
    }

    public MessageDigest newMessageDigest() {
        return hash.newMessageDigest();
    }

    public static Optional<DigestAlgorithm> of(String id) {
        return switch (id) {
            case "sha256" -> Optional.of(SHA256);
            case "sha512" -> Optional.of(SHA512);
            default -> Optional.empty();
        };
    }
}
