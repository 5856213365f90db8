package io.github.registryorg.serve;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a local server serves, and which pages may read its responses. A page of another site reads any server
 * on this machine whose responses allow it, and any that serves whatever host name the page's own site resolves to it.
 */
public final class RequestPolicy {

    /** Names of this machine, and no page but the server's own. */
    public static final RequestPolicy LOOPBACK = new RequestPolicy(Set.of(), Set.of());

    private static final String ANY = "*";

    private final Set<String> hosts;
    private final Set<String> origins;

    private RequestPolicy(Set<String> hosts, Set<String> origins) {
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(origins);
    }

    /**
     * Names of this machine and these.
     *
     * @param authorities hosts, with or without ports; ports don't matter, as they may be forwarded
     * @param origins whose pages may read, such as {@code https://acme.example}, or {@code *} for all
     * @throws RegistryException {@code CONFIGURATION_INVALID} for what is not an origin
     */
    public static RequestPolicy of(List<String> authorities, List<String> origins) {
        Set<String> hosts = new TreeSet<>();
        authorities.forEach(
                authority -> Authority.parse(authority).map(Authority::host).ifPresent(hosts::add));
        Set<String> allowed = new LinkedHashSet<>();
        origins.forEach(text -> allowed.add(origin(text)));
        return new RequestPolicy(hosts, allowed);
    }

    private static String origin(String text) {
        if (text.equals(ANY)) {
            return ANY;
        }
        int scheme = text.indexOf("://");
        String start = scheme < 0 ? "" : text.substring(0, scheme + 3).toLowerCase(Locale.ROOT);
        Optional<Authority> authority = scheme < 0 ? Optional.empty() : Authority.parse(text.substring(scheme + 3));
        if (authority.isEmpty() || !start.equals("https://") && !start.equals("http://")) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + text + "\"", "is not an origin")
                            .hint("Set -Dregistry.cors to origins such as https://acme.example, without a path, or"
                                    + " to *."));
        }
        String usual = start.equals("https://") ? "443" : "80";
        return start + (authority.get().port().equals(usual) ? authority.get().host() : authority.get());
    }

    boolean serves(Authority authority) {
        return authority.isLoopback() || hosts.contains(authority.host());
    }

    /**
     * The value of {@code Access-Control-Allow-Origin}; empty where this page may not read.
     *
     * @param origin as the browser sends it; null where it sends none
     */
    Optional<String> allowedOrigin(@Nullable String origin) {
        if (origins.contains(ANY)) {
            return Optional.of(ANY);
        }
        return Optional.ofNullable(origin).filter(origins::contains);
    }

    /** Whether the response depends on the origin. */
    boolean variesByOrigin() {
        return !origins.isEmpty() && !origins.contains(ANY);
    }

    /** The response to a request for another host name. */
    Response misdirected(boolean ofRegistry) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1"));
        hosts.stream().sorted().forEach(names::add);
        Problem problem = Problem.of(
                        ProblemCode.DENIED,
                        "",
                        "this server accepts requests for " + String.join(", ", names) + " only")
                .hint("If the name in this request is its own, set -Dregistry.url to its address (registry:serve)");
        return ofRegistry ? ErrorResponse.of(421, problem) : SitePages.text(421, ErrorResponse.message(problem) + ".");
    }
}
