package io.github.registryorg.check;

import java.util.Optional;

/**
 * A line of the file of a cache: seven fields, with a tab between each two. Read without a regular expression, which would take
 * most of the time of a run in which everything is in the cache.
 *
 * @param url of the blob: visible ASCII
 * @param digest of the blob
 * @param size in bytes
 * @param depth how closely it was looked at
 * @param at seconds since 1970
 * @param uncompressed what is known of the bytes without compression
 * @param validator of the server; empty where it sent none
 */
record BlobCacheLine(
        String url, String digest, long size, Depth depth, long at, Uncompressed uncompressed, String validator) {

    private static final int FIELDS = 7;
    private static final int MAX_URL = 4096;
    private static final int MAX_ALGORITHM = 16;
    private static final int MAX_HEX = 128;
    private static final int MAX_SIZE_DIGITS = 18;
    private static final int MAX_TIME_DIGITS = 12;
    private static final int MAX_VALIDATOR = 256;

    /** Empty where it is not one. */
    static Optional<BlobCacheLine> parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS
                || !isText(fields[0], '!', 1, MAX_URL)
                || !isDigest(fields[1])
                || !isNumber(fields[2], MAX_SIZE_DIGITS)
                || !isNumber(fields[4], MAX_TIME_DIGITS)
                || !isText(fields[6], ' ', 0, MAX_VALIDATOR)) {
            return Optional.empty();
        }
        return depth(fields[3])
                .flatMap(depth -> Uncompressed.tryParse(fields[5])
                        .map(uncompressed -> new BlobCacheLine(
                                fields[0],
                                fields[1],
                                Long.parseLong(fields[2]),
                                depth,
                                Long.parseLong(fields[4]),
                                uncompressed,
                                fields[6])));
    }

    private static Optional<Depth> depth(String name) {
        for (Depth depth : Depth.values()) {
            if (depth.name().equals(name)) {
                return Optional.of(depth);
            }
        }
        return Optional.empty();
    }

    /** Whether all of it is ASCII from this character on, and can be printed. */
    private static boolean isText(String text, char first, int least, int most) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigest(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon > MAX_ALGORITHM || text.length() - colon - 1 > MAX_HEX || text.length() == colon + 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'a' && c <= (i < colon ? 'z' : 'f');
            if (i != colon && !isLetter && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return url + "\t" + digest + "\t" + size + "\t" + depth + "\t" + at + "\t" + uncompressed.text() + "\t"
                + validator;
    }
}
