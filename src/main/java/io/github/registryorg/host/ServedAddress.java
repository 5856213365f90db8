package io.github.registryorg.host;

import java.nio.charset.StandardCharsets;

/**
 * The address of a site for the host {@code local}: which one it is, only {@code registry:serve} knows, for each reader.
 * The site has a name in its place that no host can have (RFC 6761, section 6.4).
 */
public final class ServedAddress {

    /** Host and port, as the site has them. Its first character is nowhere else in it. */
    public static final String OPEN = "served-here.invalid:5000";

    /** Where {@code registry:serve} listens by default. */
    private static final String USUAL = "127.0.0.1:5000";

    private ServedAddress() {}

    /** Whether a file of a site has the address left open. */
    public static boolean isIn(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(OPEN);
    }

    /** A text of a site, with the address that {@code registry:serve} usually has. */
    public static String usual(String text) {
        return text.replace(OPEN, USUAL);
    }
}
