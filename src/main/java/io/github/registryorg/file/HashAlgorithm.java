package io.github.registryorg.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions that are in use here; every Java has them. */
public enum HashAlgorithm {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA512("SHA-512");

    private final String standardName;

    HashAlgorithm(String standardName) {
        this.standardName = standardName;
    }

    /** A hash of nothing yet. */
    public MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + standardName, e);
        }
    }
}
