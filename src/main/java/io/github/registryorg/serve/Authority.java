package io.github.registryorg.serve;

import io.github.registryorg.net.LoopbackName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that a request names, and its port (RFC 9110, section 7.2), in a form without characters that mean anything
 * in HTML, JSON or a URL's path.
 *
 * @param host in lower case, without a dot at the end; an IPv6 address is in brackets
 * @param port as it was written; empty where there is none
 */
record Authority(String host, String port) {

    private static final int MAX_LENGTH = 300;
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?<host>[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\\[[0-9A-Fa-f:.]+])\\.?(?::(?<port>[0-9]{0,5}))?");

    /** Empty where this names no host. */
    static Optional<Authority> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text.length() > MAX_LENGTH ? "" : text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group("port");
        return Optional.of(new Authority(matcher.group("host").toLowerCase(Locale.ROOT), port == null ? "" : port));
    }

    boolean isLoopback() {
        return LoopbackName.isLoopback(host);
    }

    /** As it is in a URL or a reference. */
    @Override
    public String toString() {
        return port.isEmpty() ? host : host + ":" + port;
    }
}
