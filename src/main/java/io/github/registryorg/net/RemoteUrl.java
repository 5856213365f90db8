package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An {@code http} or {@code https} URL that can be requested. It is requested as it was written: nothing is encoded,
 * decoded or shortened. What prints it sees no secret: the values of its query are left out.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case; an IPv6 address is without brackets
 * @param port -1 where it is the scheme's own
 * @param target path and query as they go to the server, beginning with {@code /}
 */
public record RemoteUrl(String scheme, String host, int port, String target) {

    private static final int MAX_LENGTH = 8 * 1024;
    /** No part gives back what it has taken: what doesn't match is refused in one pass. */
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+)://(?<authority>[^/?#\\\\]*+)(?<target>[^#]*+)(?:#.*+)?");

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]{2,45})]|(?<name>[A-Za-z0-9_][A-Za-z0-9._-]{0,252}))"
                    + "(?::(?<port>\\d{0,5}))?");
    /** A host whose last part is a number is an IPv4 address to most programs (URL Standard, "ends in a number"). */
    private static final Pattern NUMBER = Pattern.compile("(?:^|\\.)(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?$");

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7e&&[^\\\\]]*");
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    public RemoteUrl {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(target, "target");
        if (!scheme.equals("http") && !scheme.equals("https") || host.isEmpty() || !target.startsWith("/")) {
            throw new IllegalArgumentException("a RemoteUrl is made by parse");
        }
    }

    /**
     * Reads a URL. A fragment is dropped.
     *
     * @throws RegistryException {@code STORE_INVALID} if it is none, has another scheme, or has a user in it
     */
    public static RemoteUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw invalid(text, "is longer than any URL may be", "A URL has at most " + MAX_LENGTH + " characters.");
        }
        Matcher url = GRAMMAR.matcher(text);
        if (!url.matches()) {
            throw invalid(text, "is not a URL", "Write https://host/path.");
        }
        String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(text, "can't be fetched", "Use an http or https URL.");
        }
        String authority = url.group("authority");
        if (authority.indexOf('@') >= 0) {
            throw invalid(text, "has a user in it", "Remove the part before the @: URLs here are public.");
        }
        if (!TARGET.matcher(url.group("target")).matches()) {
            throw invalid(text, "has characters that no URL may have", "Percent-encode them.");
        }
        Matcher place = AUTHORITY.matcher(authority);
        int port = place.matches() ? port(scheme, place.group("port")) : 0;
        if (port == 0) {
            throw invalid(text, "has no valid host", "Write https://host/path.");
        }
        String host = place.group("v6") == null ? place.group("name") : place.group("v6");
        // an IPv6 address may end with one in IPv4's form
        String ipv4 = host.substring(host.lastIndexOf(':') + 1);
        boolean isNumber = place.group("v6") == null ? NUMBER.matcher(host).find() : ipv4.indexOf('.') >= 0;
        if (isNumber && !IPV4.matcher(ipv4).matches()) {
            throw invalid(
                    text,
                    "has an IPv4 address that programs read in different ways",
                    "Write it as four decimal numbers, without leading zeros.");
        }
        String target = url.group("target");
        return new RemoteUrl(
                scheme, host.toLowerCase(Locale.ROOT), port, target.startsWith("/") ? target : "/" + target);
    }

    /** The port, -1 for the scheme's own, 0 for one that can't be. */
    private static int port(String scheme, String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(text);
        if (port == (scheme.equals("https") ? 443 : 80)) {
            return -1;
        }
        return port > 65_535 ? 0 : port;
    }

    /**
     * Where a {@code Location} header leads from here.
     *
     * @throws RegistryException {@code STORE_INVALID} if it is not a URL that can be requested
     */
    public RemoteUrl resolve(String location) {
        if (ABSOLUTE.matcher(location).matches()) {
            return parse(location);
        }
        if (location.startsWith("?")) {
            return parse(origin() + path() + location);
        }
        try {
            return parse(URI.create(text()).resolve(location).toString());
        } catch (IllegalArgumentException e) {
            throw invalid(location, "is not a URL", null);
        }
    }

    /** One more step of the path. */
    public RemoteUrl child(String path) {
        if (hasQuery()) {
            throw new IllegalStateException(this + " has a query");
        }
        return new RemoteUrl(scheme, host, port, (target.equals("/") ? "" : target) + "/" + path);
    }

    public boolean hasQuery() {
        return target.indexOf('?') >= 0;
    }

    /** Without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The whole URL, its secrets too: not for printing. */
    public String text() {
        return origin() + target;
    }

    public int effectivePort() {
        if (port >= 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    /** Scheme, host and port. */
    public String origin() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme + "://" + name + (port < 0 ? "" : ":" + port);
    }

    /** The same in the form in which origins are compared: no dot behind the host, IPv6 addresses written one way. */
    public String normalOrigin() {
        return scheme + "://" + normalHost(host) + (port < 0 ? "" : ":" + port);
    }

    /** The URL in a form that may be printed. */
    @Override
    public String toString() {
        return redacted(text());
    }

    /** Any text that may be a URL, without what may be secret in one: user, fragment, and the values of the query. */
    public static String redacted(String text) {
        if (text.indexOf('@') < 0 && text.indexOf('?') < 0 && text.indexOf('#') < 0) {
            return text;
        }
        // first, since a password that is not encoded may itself have a # or ? in it
        String url = USER.matcher(text).replaceFirst("//…@");
        int fragment = url.indexOf('#');
        url = fragment < 0 ? url : url.substring(0, fragment);
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?" + redactedQuery(url.substring(query + 1));
    }

    private static String redactedQuery(String query) {
        StringBuilder shown = new StringBuilder();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            // a part without a value may be a secret as a whole
            shown.append(shown.isEmpty() ? "" : "&").append(equals < 0 ? "" : part.substring(0, equals + 1));
            shown.append(part.isEmpty() ? "" : "…");
        }
        return shown.toString();
    }

    private static RegistryException invalid(String text, String what, @Nullable String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.STORE_INVALID, redacted(text), what).hint(hint));
    }

    /** One name for one host: lower case, no dot at the end, IPv6 addresses written one way. */
    static String normalHost(String host) {
        if (host.contains(":")) {
            try {
                InetAddress address = InetAddress.getByName(host);
                return address.getHostAddress().contains(":")
                        ? "[" + address.getHostAddress() + "]"
                        : address.getHostAddress();
            } catch (UnknownHostException e) {
                return "[" + host + "]";
            }
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
