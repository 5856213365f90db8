package io.github.registryorg.client;

import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a site is served.
 *
 * @param url http or https, without query, fragment and slash at the end
 */
public record SiteAddress(URI url) {

    /**
     * Empty where it is not set.
     *
     * @param text null where it is not known
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is not an address of a site
     */
    public static Optional<SiteAddress> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<SiteAddress> address = tryParse(text);
        if (address.isEmpty()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + text + "\"", "is not the address of a site")
                            .hint("Write registry.url, or url in registry.yaml, like https://registry.acme.example."));
        }
        return address;
    }

    /** Empty where it is not an address of a site. */
    public static Optional<SiteAddress> tryParse(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return Optional.of(new SiteAddress(uri));
            }
        } catch (URISyntaxException e) {
            // it is none
        }
        return Optional.empty();
    }

    /** Host and port, as references have them. */
    public String authority() {
        return url.getRawAuthority();
    }

    /** The location of a site there. */
    public SiteLocation location(HostCapabilities host) {
        boolean ofThisMachine =
                LoopbackName.isLoopback(url.getHost()) || authority().equals(ServedAddress.OPEN);
        return new SiteLocation(host, isRootOfHost(), isSecure() || ofThisMachine);
    }

    public boolean isSecure() {
        return url.getScheme().equals("https");
    }

    /** Where on its host; empty at the root, otherwise with a slash in front. */
    public String path() {
        return url.getRawPath();
    }

    /** With a slash at both ends. */
    public String basePath() {
        return url.getRawPath() + "/";
    }

    /** Whether container clients can find it: they request {@code /v2/} at the root of a host. */
    boolean isRootOfHost() {
        return url.getRawPath().isEmpty();
    }
}
