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

    /** Has taken nothing, and is copied: to find an implementation takes longer than to hash a short text. */
    private final MessageDigest prototype;

    HashAlgorithm(String standardName) {
        this.standardName = standardName;
        this.prototype = find(standardName);
    }

    /** A hash of nothing yet. */
    public MessageDigest newMessageDigest() {
        try {
            return (MessageDigest) prototype.clone();
        } catch (CloneNotSupportedException e) {
            // some that are not of the JDK can't be copied
            return find(standardName);
        }
    }

    private static MessageDigest find(String standardName) {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + standardName, e);
        }
    }
}
