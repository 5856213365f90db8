package io.github.registryorg.starter;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the CI of a registry deploys its site.
 *
 * @param way how the site gets there
 * @param host that serves it, as {@code registry.host} names it
 * @param address the bucket, the {@code ssh://} address of a directory, the project or the site, as the way has it; null
 *     where the way has none, and where nothing is deployed
 */
public record SiteTarget(Way way, String host, @Nullable String address) {

    /** What a shell, rsync or ssh could take for something else has no place in it. */
    private static final Pattern SSH = Pattern.compile(
            "ssh://(?<user>[A-Za-z0-9_][A-Za-z0-9._-]{0,63})@"
                    + "(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252})(?::(?<port>[1-9][0-9]{0,4}))?(?<path>/[A-Za-z0-9._/+-]{1,500})");

    private static final String SSH_PORT = "22";

    /** How a site gets to its host. */
    public enum Way {
        GITHUB_PAGES(List.of("github-pages"), null, null),
        GITLAB_PAGES(List.of("gitlab-pages"), null, null),
        AWS(List.of("s3", "cloudfront"), Pattern.compile("(?=s3://.)" + Inputs.ADDRESS), "s3://BUCKET/PREFIX"),
        GOOGLE(List.of("s3"), Pattern.compile("(?=gs://.)" + Inputs.ADDRESS), "gs://BUCKET/PREFIX"),
        RSYNC(
                List.of("nginx", "apache", "caddy"),
                SSH,
                "the directory on the server, such as ssh://deploy@www.acme.example/srv/registry"),
        CLOUDFLARE_PAGES(
                List.of("cloudflare-pages"), Pattern.compile("[a-z0-9][a-z0-9-]{0,57}"), "the name of the project"),
        NETLIFY(
                List.of("netlify"),
                Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,99}"),
                "the name or the id of the site");

        private final List<String> hosts;
        private final @Nullable Pattern form;
        private final @Nullable String address;

        Way(List<String> hosts, @Nullable Pattern form, @Nullable String address) {
            this.hosts = hosts;
            this.form = form;
            this.address = address;
        }

        /** Its name among the templates. */
        String id() {
            return switch (this) {
                case GITHUB_PAGES -> "github-pages";
                case GITLAB_PAGES -> "gitlab-pages";
                case AWS -> "aws";
                case GOOGLE -> "google";
                case RSYNC -> "rsync";
                case CLOUDFLARE_PAGES -> "cloudflare-pages";
                case NETLIFY -> "netlify";
            };
        }

        /** Whether its program is one of Node.js. */
        boolean isByNode() {
            return this == CLOUDFLARE_PAGES || this == NETLIFY;
        }

        /** Whether {@code registry:deploy} brings the site there. */
        boolean isBucket() {
            return this == AWS || this == GOOGLE;
        }

        /** The services that can deploy so. */
        Set<CiService> services() {
            return switch (this) {
                case GITHUB_PAGES -> EnumSet.of(CiService.GITHUB_ACTIONS, CiService.CIRCLECI, CiService.TRAVIS);
                case GITLAB_PAGES -> EnumSet.of(CiService.GITLAB_CI);
                case AWS, GOOGLE, RSYNC, CLOUDFLARE_PAGES, NETLIFY -> EnumSet.allOf(CiService.class);
            };
        }
    }

    public SiteTarget {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(host, "host");
        if (!way.hosts.contains(host)) {
            throw new IllegalArgumentException(host + " is not reached by " + way);
        }
        if (address != null && (way.form == null || !way.form.matcher(address).matches())) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.target=" + address,
                            "can't be used with the host " + host)
                    .hint(
                            way.address == null
                                    ? "Leave it out, or name another host: registry.host."
                                    : "It has to be " + way.address + "."));
        }
    }

    /**
     * The target that these name.
     *
     * @param host null for that of the address, and without one for the pages of the service
     * @param address null for none
     * @param services that deploy the site; without any, the address may be left out
     * @throws RegistryException {@code CONFIGURATION_INVALID} if host, address and services don't go together
     */
    public static SiteTarget of(@Nullable String host, @Nullable String address, Set<CiService> services) {
        SiteTarget target = of(host == null ? hostOf(address, services) : host, address);
        Set<CiService> others = new TreeSet<>(services);
        others.removeAll(target.way.services());
        if (!others.isEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.ci=" + others.stream().map(CiService::id).collect(Collectors.joining(",")),
                            "can't deploy to " + target.host)
                    .hint("Name another host: registry.host is one of " + String.join(", ", hosts()) + "."));
        }
        if (target.address == null && target.way.address != null && !services.isEmpty()) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.target", "is missing")
                    .hint("For the host " + target.host + " it has to be " + target.way.address + "."));
        }
        return target;
    }

    private static SiteTarget of(String host, @Nullable String address) {
        boolean isGoogle = address != null && address.startsWith("gs:");
        return Arrays.stream(Way.values())
                .filter(way -> way.hosts.contains(host))
                .filter(way -> way != Way.GOOGLE || isGoogle)
                .filter(way -> way != Way.AWS || !isGoogle || !Way.GOOGLE.hosts.contains(host))
                .findFirst()
                .map(way -> new SiteTarget(way, host, address))
                .orElseThrow(() -> unknown(host));
    }

    private static RegistryException unknown(String host) {
        return new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID, "registry.host=" + host, "is not a host that CI deploys to")
                .hint("It is one of " + String.join(", ", hosts()) + "."));
    }

    private static String hostOf(@Nullable String address, Set<CiService> services) {
        if (address == null) {
            return usualHost(services);
        }
        if (isOnServer(address)) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.host", "is missing")
                    .hint("Name the web server: nginx, apache or caddy."));
        }
        return "s3";
    }

    /** The host of these services where nothing else is said: their own pages. */
    public static String usualHost(Set<CiService> services) {
        return services.equals(Set.of(CiService.GITLAB_CI)) ? "gitlab-pages" : "github-pages";
    }

    /** Whether an address is a directory of some web server, and doesn't say of which. */
    public static boolean isOnServer(String address) {
        return address.startsWith("ssh:");
    }

    /** The hosts to which there is a way. */
    public static List<String> hosts() {
        return Arrays.stream(Way.values())
                .flatMap(way -> way.hosts.stream())
                .distinct()
                .toList();
    }

    /**
     * What the address has to be with this host; empty where it has none.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if there is no way to such a host
     */
    public static String addressWith(String host) {
        if (!hosts().contains(host)) {
            throw unknown(host);
        }
        return Arrays.stream(Way.values())
                .filter(way -> way.hosts.contains(host))
                .flatMap(way -> Optional.ofNullable(way.address).stream())
                .collect(Collectors.joining(" or "));
    }

    /**
     * Which clients will be able to pull from it, a few lines for people.
     *
     * @param url of the site; null if it is not known yet
     */
    public List<String> clients(@Nullable String url) {
        return Outlook.of(host, url);
    }

    /** The directory as rsync names it, with a slash at its end; empty where the site goes another way. */
    String directory() {
        Matcher ssh = ssh();
        return ssh == null ? "" : ssh.group("user") + "@" + ssh.group("host") + ":" + slashed(ssh.group("path"));
    }

    /** The port of the server; empty where the site goes another way. */
    String port() {
        Matcher ssh = ssh();
        return ssh == null ? "" : ssh.group("port") == null ? SSH_PORT : ssh.group("port");
    }

    private static String slashed(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private @Nullable Matcher ssh() {
        Matcher matcher = SSH.matcher(address == null ? "" : address);
        return way == Way.RSYNC && matcher.matches() ? matcher : null;
    }
}
