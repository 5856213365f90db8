package io.github.registryorg.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts that are reached without a proxy, as the two lists of them are written. No name is looked up. */
final class DirectHosts {

    private static final Pattern IPV4 =
            Pattern.compile("(?:%1$s\\.){3}%1$s".formatted("(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"));
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");
    private static final Pattern BLOCK = Pattern.compile("(?<address>[0-9a-f:.]+)/(?<bits>\\d{1,3})");
    private static final Pattern PLACE = Pattern.compile("(?:\\[(?<v6>[^]]*)]|(?<name>[^:]*))(?::(?<port>\\d{1,5}))?");

    private final List<Rule> rules;

    private DirectHosts(List<Rule> rules) {
        this.rules = rules;
    }

    private interface Rule {

        /** @param host lower case, without a dot behind it; addresses without brackets */
        boolean has(String host, int port);
    }

    /** As in Java's {@code http.nonProxyHosts} and Maven's settings: {@code *.example.org|localhost}. */
    static DirectHosts ofPatterns(String text) {
        return of(text, "[|,]", DirectHosts::pattern);
    }

    /**
     * As in the environment's {@code NO_PROXY}, which curl and Go read: {@code example.org} and {@code .example.org} are a
     * domain, all below it included; {@code *} is everything; addresses, and blocks such as {@code 10.0.0.0/8}, are
     * compared with hosts that are addresses; a port after any of these but a block is that port only.
     */
    static DirectHosts ofNoProxy(String text) {
        return of(text, "[,\\s]", DirectHosts::entry);
    }

    private static DirectHosts of(String text, String separator, Function<String, Rule> reader) {
        return new DirectHosts(Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> reader.apply(entry.toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static Rule pattern(String entry) {
        Pattern pattern =
                Pattern.compile(Pattern.quote(entry.replaceAll("[\\[\\]]", "")).replace("*", "\\E.*\\Q"));
        return (host, port) -> pattern.matcher(host).matches();
    }

    private static Rule entry(String entry) {
        if (entry.equals("*")) {
            return (host, port) -> true;
        }
        Matcher block = BLOCK.matcher(entry);
        if (block.matches()) {
            return block(address(block.group("address")), Integer.parseInt(block.group("bits")));
        }
        Matcher place = PLACE.matcher(IPV6.matcher(entry).matches() ? "[" + entry + "]" : entry);
        if (!place.matches()) {
            return (host, port) -> false;
        }
        Rule named = host(place.group("v6") == null ? place.group("name") : place.group("v6"));
        if (place.group("port") == null) {
            return named;
        }
        int only = Integer.parseInt(place.group("port"));
        return (host, port) -> port == only && named.has(host, port);
    }

    private static Rule host(String name) {
        Optional<InetAddress> wanted = address(name);
        if (wanted.isPresent()) {
            return (host, port) -> address(host).equals(wanted);
        }
        String domain = name.replaceFirst("^\\*?\\.", "").replaceFirst("\\.$", "");
        return (host, port) -> !domain.isEmpty()
                && (host.equals(domain)
                        || host.endsWith("." + domain) && address(host).isEmpty());
    }

    private static Rule block(Optional<InetAddress> start, int bits) {
        return (host, port) -> start.isPresent()
                && address(host).filter(one -> share(one, start.get(), bits)).isPresent();
    }

    private static boolean share(InetAddress one, InetAddress other, int bits) {
        int rest = 8 * one.getAddress().length - bits;
        return one.getAddress().length == other.getAddress().length
                && rest >= 0
                && new BigInteger(1, one.getAddress())
                        .shiftRight(rest)
                        .equals(new BigInteger(1, other.getAddress()).shiftRight(rest));
    }

    /** Empty for a name. */
    private static Optional<InetAddress> address(String text) {
        boolean isV6 = IPV6.matcher(text).matches();
        if (!isV6 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(isV6 ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param host as it is in a URL */
    boolean has(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
        return rules.stream().anyMatch(rule -> rule.has(name, port));
    }
}
