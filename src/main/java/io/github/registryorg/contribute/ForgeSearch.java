package io.github.registryorg.contribute;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which forge a repository is on, from its host, or by requests to it only. */
public final class ForgeSearch {

    private static final Map<String, ForgeKind> KNOWN = Map.of(
            "gitlab.com", ForgeKind.GITLAB,
            "codeberg.org", ForgeKind.FORGEJO,
            "gitea.com", ForgeKind.FORGEJO);

    private static final String UNKNOWN = "The kind of forge could not be detected. Run the same command again later,"
            + " or set -Dregistry.forge to github, gitlab, forgejo, or to none if only the branch is needed.";

    private final ApiClient client;
    private final Map<String, String> environment;

    /** @param environment the variables of the process */
    public ForgeSearch(ApiClient client, Map<String, String> environment) {
        this.client = client;
        this.environment = environment;
    }

    /** Whether it is a host of GitHub's own: github.com, or one of an enterprise with data residency. */
    static boolean isGitHub(String host) {
        return host.equals("github.com") || host.endsWith(".ghe.com");
    }

    private static Optional<ForgeKind> known(String host) {
        return isGitHub(host) ? Optional.of(ForgeKind.GITHUB) : Optional.ofNullable(KNOWN.get(host));
    }

    /** The forge's address for people, without a slash at its end; empty for a repository that is on no web server. */
    static Optional<RemoteUrl> web(GitAddress address, @Nullable RemoteUrl configured) {
        if (configured != null) {
            String text = configured.text();
            return Optional.of(text.endsWith("/") ? RemoteUrl.parse(text.substring(0, text.length() - 1)) : configured);
        }
        return switch (address.scheme()) {
            case "https", "http" -> Optional.of(RemoteUrl.parse(address.scheme() + "://" + address.authority()));
            case "ssh", "scp" -> Optional.of(RemoteUrl.parse("https://" + address.host()));
            default -> Optional.empty();
        };
    }

    /** Owner and name of a repository of a forge, which may itself be below a path of its server. */
    static String slug(GitAddress address, RemoteUrl web) {
        String slug = address.slug();
        String above = web.path().substring(1) + "/";
        boolean isBelow = address.isWeb() && address.host().equals(web.host()) && slug.startsWith(above);
        return isBelow ? slug.substring(above.length()) : slug;
    }

    /**
     * The kind of forge.
     *
     * @param configured its address for people; null for that of the repository
     * @throws RegistryException {@code IO_FAILED} where its server can't be reached
     */
    public ForgeKind find(GitAddress address, @Nullable RemoteUrl configured) {
        Optional<RemoteUrl> web = web(address, configured);
        if (web.isEmpty()) {
            return ForgeKind.NONE;
        }
        Optional<ForgeKind> known = known(web.get().host()).or(() -> known(address.host()));
        if (known.isPresent()) {
            return known.get();
        }
        if (isServer(address, "GITHUB_SERVER_URL")) {
            boolean forgejo = environment.containsKey("FORGEJO_ACTIONS") || environment.containsKey("GITEA_ACTIONS");
            return forgejo ? ForgeKind.FORGEJO : ForgeKind.GITHUB;
        }
        if (isServer(address, "CI_SERVER_URL")) {
            return ForgeKind.GITLAB;
        }
        return identify(address, web.get());
    }

    private boolean isServer(GitAddress address, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .flatMap(Tokens::authority)
                .equals(Optional.of(address.authority()));
    }

    private ForgeKind identify(GitAddress address, RemoteUrl web) {
        try {
            ApiClient.Response forgejo = get(web.child("api/v1/version"));
            if (forgejo.isGood() && forgejo.json().path("version").isTextual()) {
                return ForgeKind.FORGEJO;
            }
            ApiClient.Response gitlab = get(web.child("api/v4/version"));
            if (gitlab.status() == 401 && gitlab.json().path("message").isTextual()
                    || gitlab.isGood() && gitlab.json().path("version").isTextual()) {
                return ForgeKind.GITLAB;
            }
            ApiClient.Response github = get(web.child("api/v3/meta"));
            return github.isGood() && github.json().has("installed_version") ? ForgeKind.GITHUB : ForgeKind.NONE;
        } catch (RegistryException e) {
            boolean isProxys = ConnectionFailure.faultOf(e)
                    .filter(ConnectionFault.PROXY_REFUSED::equals)
                    .isPresent();
            boolean isUnreached = isProxys || e.problem().code() == ProblemCode.IO_FAILED;
            if (!isUnreached || isProxys && !address.isSsh()) {
                throw e;
            }
            if (!address.isSsh()) {
                throw new RegistryException(e.problem().hint(UNKNOWN), e);
            }
            // a git server that is reached by ssh need not be a web server: git will find out whether it is there at
            // all
            return ForgeKind.NONE;
        }
    }

    /** A server that fails may be a forge all the same: taken for none, it would get no pull request. */
    private ApiClient.Response get(RemoteUrl url) {
        ApiClient.Response response = client.send("GET", url, Map.of("Accept", "application/json"), null);
        if (response.status() == 429 || response.status() >= 500 && response.status() != 501) {
            throw new RegistryException(
                    Problem.of(ProblemCode.IO_FAILED, url.toString(), "the server failed (" + response.status() + ")"));
        }
        return response;
    }
}
