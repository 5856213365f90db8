package io.github.registryorg.secret;

import java.util.Locale;

/** Invented credentials, put together at run time so that no scanner of sources takes them for real ones. */
public final class Secrets {

    private static final String LETTERS = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAbC2eF4hJ6kL8";

    private Secrets() {}

    /** A credential of this length behind a public prefix. */
    public static String token(String prefix, int length) {
        return prefix + LETTERS.repeat(1 + length / LETTERS.length()).substring(0, length);
    }

    /** An AWS access key id. */
    public static String awsKeyId() {
        return "AK" + "IA" + token("", 16).toUpperCase(Locale.ROOT);
    }

    /** A key file. */
    public static String pem(String type) {
        String dashes = "-".repeat(5);
        return dashes + "BEGIN " + type + dashes + "\n" + token("MII", 60) + "\n" + dashes + "END " + type + dashes;
    }
}
