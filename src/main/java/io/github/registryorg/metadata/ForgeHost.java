package io.github.registryorg.metadata;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a forge. Numbers of users and teams are unique on one host only.
 *
 * @param name lower case, with its port unless that is the one of the scheme by which it is reached
 */
public record ForgeHost(String name) {

    /** Of a name, or of an address of IPv6 in brackets. */
    private static final Pattern NORMAL =
            Pattern.compile("(?:[a-z0-9][a-z0-9.-]{0,252}|\\[[0-9a-f:.]{2,45}])(?::\\d{1,5})?");

    /** Where no other is named. */
    public static final ForgeHost DEFAULT = new ForgeHost("github.com");

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::\\d{1,5})?");

    public ForgeHost {
        Objects.requireNonNull(name, "name");
        if (!NORMAL.matcher(name).matches()) {
            throw new IllegalArgumentException(name);
        }
    }

    /** The host that the address of a forge, or of anything on it, has. */
    public static ForgeHost of(RemoteUrl web) {
        return new ForgeHost(web.normalOrigin()
                .replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2")
                .replaceFirst("^https?://", ""));
    }

    /** Reads {@code HOST} or {@code HOST:PORT}; empty for what is neither. */
    public static Optional<ForgeHost> parse(String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(RemoteUrl.parse("https://" + text)));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
