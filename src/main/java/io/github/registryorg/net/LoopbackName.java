package io.github.registryorg.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names and addresses are this machine itself, whoever is asked. */
public final class LoopbackName {

    private static final String NAME = "localhost";
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("127(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]{2,45})]?");

    private LoopbackName() {}

    /**
     * Whether this is {@code localhost} or a name below it (RFC 6761, section 6.3), 127.0.0.0/8 as browsers write it,
     * or ::1, with brackets or without. Nothing is looked up.
     *
     * @param host without a port
     */
    public static boolean isLoopback(String host) {
        if (host.indexOf(':') >= 0) {
            return IPV6.matcher(host).matches() && isLoopbackLiteral(host.replaceAll("[\\[\\]]", ""));
        }
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return name.equals(NAME)
                || name.endsWith("." + NAME)
                || IPV4.matcher(name).matches();
    }

    private static boolean isLoopbackLiteral(String address) {
        try {
            // in brackets, it is never taken for a name
            return InetAddress.getByName("[" + address + "]").isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
