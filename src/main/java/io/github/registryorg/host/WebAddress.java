package io.github.registryorg.host;

import java.nio.charset.StandardCharsets;

/** An address from the metadata in a form that no web server's configuration can take for something else. */
final class WebAddress {

    /** What a URL may be made of, without what configurations give a meaning to in quotes. */
    private static final String SAFE = "-._~:/?#[]!&'()*+,;=%";

    private WebAddress() {}

    /** The same address, with everything else percent-encoded: quotes, dollars, braces, backslashes,
     * line ends, and what {@link ServerConfig} replaces. */
    static String safe(String url) {
        StringBuilder safe = new StringBuilder(url.length());
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || SAFE.indexOf(c) >= 0) {
                safe.append(c);
            } else {
                safe.append(String.format("%%%02X", (int) c));
            }
        }
        return safe.toString();
    }
}
