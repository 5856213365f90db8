package io.github.registryorg.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names and addresses are this machine itself, whatever the resolver. */
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
        boolean hasDot = host.endsWith(".") && host.indexOf(':') < 0;
        String name = hasDot ? host.substring(0, host.length() - 1) : host;
        return isExact(name) || name.toLowerCase(Locale.ROOT).endsWith("." + NAME);
    }

    /**
     * The same without what a resolver may look up elsewhere: names below {@code localhost}, and any with a dot behind
     * it. For what has to stay on this machine, such as a secret that is sent without TLS.
     *
     * @param host without a port
     */
    public static boolean isExact(String host) {
        if (host.indexOf(':') >= 0) {
            return IPV6.matcher(host).matches() && isLoopbackLiteral(host.replaceAll("[\\[\\]]", ""));
        }
        return host.toLowerCase(Locale.ROOT).equals(NAME) || IPV4.matcher(host).matches();
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
