package io.github.registryorg.net;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's list of hosts whose addresses need not be public, {@code registry.allowedHosts}.
 *
 * @param entries {@code host}, which opens all its ports, or {@code host:port}; lower case, IPv6 addresses in brackets
 */
public record AllowedHosts(Set<String> entries) {

    /** Opens nothing: only public addresses are reached. */
    public static final AllowedHosts NONE = new AllowedHosts(Set.of());

    private static final Pattern ENTRY =
            Pattern.compile("(?:\\[(?<v6>[0-9a-f:.]+)]|(?<name>[a-z0-9_](?:[a-z0-9._-]*)))(?::(?<port>\\d{1,5}))?");
    private static final Pattern BARE_V6 = Pattern.compile("[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");

    public AllowedHosts {
        entries = Set.copyOf(entries);
    }

    /**
     * Reads entries as people write them: {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port}.
     *
     * @param texts empty ones are ignored
     * @throws RegistryException {@code CONFIGURATION_INVALID} if one is none of these
     */
    public static AllowedHosts parse(Collection<String> texts) {
        Set<String> entries = new TreeSet<>();
        for (String text : texts) {
            if (!text.isBlank()) {
                entries.add(entry(text.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return new AllowedHosts(entries);
    }

    /**
     * Whether the operator opened this.
     *
     * @param host as it is in a URL, without brackets
     */
    public boolean allows(String host, int port) {
        if (entries.isEmpty()) {
            return false;
        }
        String name = RemoteUrl.normalHost(host);
        return entries.contains(name) || entries.contains(name + ":" + port);
    }

    /** These, and one that a user names in so many words. */
    public AllowedHosts plus(RemoteUrl url) {
        Set<String> more = new TreeSet<>(entries);
        more.add(RemoteUrl.normalHost(url.host()) + ":" + url.effectivePort());
        return new AllowedHosts(more);
    }

    private static String entry(String text) {
        Matcher matcher = ENTRY.matcher(BARE_V6.matcher(text).matches() ? "[" + text + "]" : text);
        if (!matcher.matches() || !isPort(matcher.group("port"))) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.allowedHosts",
                            "\"" + text + "\" is not a host")
                    .hint("Write host, host:port or [IPv6 address]:port, without a scheme or a path."));
        }
        String host = RemoteUrl.normalHost(matcher.group("v6") == null ? matcher.group("name") : matcher.group("v6"));
        return matcher.group("port") == null ? host : host + ":" + Integer.parseInt(matcher.group("port"));
    }

    private static boolean isPort(String port) {
        return port == null || Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535;
    }
}
