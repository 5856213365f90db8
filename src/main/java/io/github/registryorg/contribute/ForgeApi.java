package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.net.ProxyRefusal;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API of one forge: where it is, what opens it, and what its refusals mean. */
public final class ForgeApi {

    private static final int MAX_PAGES = 50;

    private final ApiClient client;
    private final ForgeKind kind;
    private final RemoteUrl root;
    private final Map<String, String> headers;
    private final Backoff backoff;

    /**
     * @param root of the API
     * @param headers the authorization among them
     * @param backoff how long is waited before something is asked for again
     */
    ForgeApi(ApiClient client, ForgeKind kind, RemoteUrl root, Map<String, String> headers, Backoff backoff) {
        this.client = client;
        this.kind = kind;
        this.root = root;
        this.headers = Map.copyOf(headers);
        this.backoff = backoff;
    }

    /**
     * The API of a forge.
     *
     * @param web its address for people
     */
    public static ForgeApi of(ApiClient client, ForgeKind kind, RemoteUrl web, String token, Backoff backoff) {
        return switch (kind) {
            case GITHUB ->
                new ForgeApi(
                        client,
                        kind,
                        gitHub(web),
                        Map.of(
                                "Authorization", "Bearer " + token,
                                "Accept", "application/vnd.github+json",
                                "X-GitHub-Api-Version", "2022-11-28"),
                        backoff);
            case GITLAB ->
                new ForgeApi(client, kind, web.child("api/v4"), Map.of("Authorization", "Bearer " + token), backoff);
            case FORGEJO ->
                new ForgeApi(client, kind, web.child("api/v1"), Map.of("Authorization", "token " + token), backoff);
            case NONE -> throw new IllegalArgumentException("no forge");
        };
    }

    /** GitHub's own servers have the API beside them, Enterprise Server has it below. */
    private static RemoteUrl gitHub(RemoteUrl web) {
        return ForgeSearch.isGitHub(web.host()) ? RemoteUrl.parse("https://api." + web.host()) : web.child("api/v3");
    }

    /** Waits before something is asked for again. */
    void pause(int tried) {
        backoff.pause(tried);
    }

    /** A text as one component of a path, or as a value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Sends a request; the caller checks the response. */
    public ApiClient.Response ask(String method, String path, @Nullable JsonNode body) {
        return client.send(method, root.child(path), headers, body);
    }

    /** Sends a request that must succeed. */
    public JsonNode call(String method, String path, @Nullable JsonNode body) {
        ApiClient.Response response = ask(method, path, body);
        if (!response.isGood()) {
            throw new RegistryException(problem(response, path));
        }
        return response.json();
    }

    /** Reads the pages of a list, as far as they are on the same server, and up to a maximum. */
    public void list(String path, Consumer<JsonNode> item) {
        pages(path, item);
    }

    /**
     * Reads a list of which nothing may be left out.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if a further page is on another server, or if there are
     *     too many
     */
    public void listAll(String path, Consumer<JsonNode> item) {
        RemoteUrl unread = pages(path, item);
        if (unread != null && isHere(unread)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            root.child(path).toString(),
                            "is a list of more than " + MAX_PAGES + " pages")
                    .hint("Split it: open a new pull request with fewer commits, or name a smaller team."));
        }
        if (unread != null) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            root.child(path).toString(),
                            "is continued on another server: " + unread.origin())
                    .hint("Address the forge as it names itself (its external URL)."));
        }
    }

    /** Gives the page that is not read; null where all were. */
    private @Nullable RemoteUrl pages(String path, Consumer<JsonNode> item) {
        RemoteUrl url = root.child(path);
        for (int page = 0; page < MAX_PAGES && url != null && isHere(url); page++) {
            ApiClient.Response response = client.send("GET", url, headers, null);
            if (!response.isGood()) {
                throw new RegistryException(problem(response, path));
            }
            JsonNode items = response.json();
            if (!items.isArray()) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                root.child(path).toString(),
                                "is not a list")
                        .hint("Check that this is the address of the forge's API, and that no proxy responds in its"
                                + " place."));
            }
            items.forEach(item);
            url = response.header("link")
                    .flatMap(LinkHeader::next)
                    .map(RemoteUrl::parse)
                    .orElse(null);
        }
        return url;
    }

    private boolean isHere(RemoteUrl url) {
        return url.scheme().equals(root.scheme()) && url.host().equals(root.host()) && url.port() == root.port();
    }

    /** A server may repeat what it was sent. */
    private String withoutToken(String message) {
        String sent = headers.getOrDefault("Authorization", "").replaceFirst("^\\S+ ", "");
        return sent.isEmpty() ? message : message.replace(sent, "…");
    }

    /** What a refusal means. */
    public Problem problem(ApiClient.Response response, String path) {
        String subject = root.child(path).toString();
        String message = response.message().isEmpty() ? null : withoutToken(response.message());
        return switch (response.status()) {
            case 401 ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "the token is not accepted (401)")
                        .because(message)
                        .hint("Check that it is complete, has not expired, and is for this server.");
            case 403 ->
                Problem.of(ProblemCode.DENIED, subject, "the token may not do this (403)")
                        .because(message)
                        .hint(Permissions.afterRefusal(kind, message == null ? "" : message));
            case 404 ->
                Problem.of(ProblemCode.NAME_UNKNOWN, subject, "is not there, or the token may not see it (404)")
                        .because(message)
                        .hint("Check registry.registryRepository and registry.fork; registry.forgeUrl too, where the"
                                + " forge is below a path. "
                                + Permissions.forPullRequests(kind));
            case 301, 302, 307, 308 ->
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "has moved (" + response.status() + ")")
                        .hint("Set registry.registryRepository to the new address.");
            case 407 -> ProxyRefusal.loginRequired(subject);
            case 429, 500, 502, 503, 504 ->
                Problem.of(ProblemCode.IO_FAILED, subject, "the server failed (" + response.status() + ")")
                        .because(message)
                        .hint("Run the same command again later: the branch is pushed already, and nothing is lost.");
            default ->
                Problem.of(ProblemCode.DENIED, subject, "the server refuses this (" + response.status() + ")")
                        .because(message)
                        .hint("See its message, and check the settings of the repository.");
        };
    }
}
