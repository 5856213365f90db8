package io.github.registryorg.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hash functions that are in use here. */
public enum HashAlgorithm {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA512("SHA-512");

    private final String standardName;

    /** Has taken nothing, and is copied: to find an implementation takes longer than to hash a short text. */
    private volatile @Nullable MessageDigest prototype;

    HashAlgorithm(String standardName) {
        this.standardName = standardName;
    }

    /**
     * A hash of nothing yet.
     *
     * @throws IllegalStateException if this Java has none; all have those of SHA but for {@link #SHA512}
     */
    public MessageDigest newMessageDigest() {
        MessageDigest known = prototype;
        if (known == null) {
            known = find();
            prototype = known;
        }
        try {
            return (MessageDigest) known.clone();
        } catch (CloneNotSupportedException e) {
            // some that are not of the JDK can't be copied
            return find();
        }
    }

    private MessageDigest find() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + standardName, e);
        }
    }
}
