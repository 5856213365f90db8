package io.github.registryorg.starter;

import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The store of a registry's containers, as readers address it.
 *
 * @param address {@code https:}, {@code http:}, or {@code file:} for one machine
 */
public record StorePlace(String address) {

    private static final Pattern WEB = Pattern.compile("(?=https?://.)" + Inputs.ADDRESS);
    private static final Pattern FILE = Pattern.compile("(?=file:.)" + Inputs.ADDRESS);

    /** RFC 1918, 3927, 4193, 4291 and 6598: addresses that no public resolver gives to a public host. */
    private static final Pattern PRIVATE_ADDRESS =
            Pattern.compile("10\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2[0-9]|3[01])\\..*|169\\.254\\..*"
                    + "|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\..*|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*");

    /** RFC 6762 and 8375, what ICANN keeps for it, and what is used without. */
    private static final Pattern PRIVATE_NAME =
            Pattern.compile("[^.:]+|.+\\.(?:local|internal|home\\.arpa|intranet|private|corp|home|lan)");

    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is something else */
    public StorePlace {
        if (!FILE.matcher(address).matches() && !WEB.matcher(address).matches()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.storeUrl=" + address, "can't be used")
                            .hint("It has to be the address that readers fetch from, such as"
                                    + " https://storage.acme.example/containers."));
        }
        if (!address.startsWith("file:")) {
            RemoteUrl.parse(address);
        }
    }

    /**
     * The same.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is a directory, and a service is to validate what is
     *     there
     */
    public StorePlace reachedBy(Set<CiService> services) {
        if (address.startsWith("file:") && !services.isEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.storeUrl=" + address,
                            "is a directory of one machine, and the CI runs on others")
                    .hint("Use a bucket or a web server for the blobs, and its address here. To try a registry on this"
                            + " machine alone, begin without CI: -Dregistry.ci=none."));
        }
        return this;
    }

    /**
     * The host, as {@code registry.allowedHosts} lists it, if its name or address is one of a private network; nothing is
     * looked up.
     */
    Optional<String> privateHost() {
        if (address.startsWith("file:")) {
            return Optional.empty();
        }
        RemoteUrl url = RemoteUrl.parse(address);
        String host = url.host().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        boolean isNumber = host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
        boolean isPrivate = LoopbackName.isLoopback(host)
                || (isNumber ? PRIVATE_ADDRESS : PRIVATE_NAME).matcher(host).matches();
        return isPrivate
                ? Optional.of((host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + url.effectivePort())
                : Optional.empty();
    }
}
