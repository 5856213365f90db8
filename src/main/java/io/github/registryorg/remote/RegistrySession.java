package io.github.registryorg.remote;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry, as this user may read it: challenges are met with a token, or with name and password
 * (Docker's token authentication, which all registries speak). A token that has ended is replaced. Safe for use by
 * several threads.
 */
public final class RegistrySession {

    private final RemoteClient client;
    private final RemoteUrl registry;
    private final RegistryUser user;
    private final TokenServer tokens;
    private @Nullable String authorization;
    private boolean isUnaskedTried;
    /** Whether something was read without a login. */
    private volatile boolean isOpen;

    private volatile boolean isChallenged;

    /**
     * @param registry its root, below which {@code /v2/} is
     * @param host as the user knows it
     * @param logins used only if the registry requires a login
     */
    public RegistrySession(RemoteClient client, RemoteUrl registry, String host, String repository, Logins logins) {
        this(client, registry, new RegistryUser(host, repository, logins), "repository:" + repository + ":pull");
    }

    private RegistrySession(RemoteClient client, RemoteUrl registry, RegistryUser user, String scope) {
        this.client = client;
        this.registry = registry;
        this.user = user;
        this.tokens = new TokenServer(client, registry, scope, user);
    }

    /** The part of the API that is about no repository. */
    public static RegistrySession ofRegistry(RemoteClient client, RemoteUrl registry, String host, Logins logins) {
        return new RegistrySession(client, registry, new RegistryUser(host, "", logins), "registry:catalog:*");
    }

    /**
     * Sends a request to the registry, and follows redirects. The response has any status; from the registry, any
     * but 401.
     *
     * @param path below {@code /v2/}
     * @param accept media types; null for any
     * @param offset of the first byte that is wanted: a server may send all of them nevertheless
     * @throws RegistryException {@code UNAUTHORIZED} where what we have doesn't open it, and what {@link RemoteClient}
     *     throws
     */
    public RemoteResponse get(String path, @Nullable String accept, long offset) {
        RemoteUrl url = registry.child("v2/" + path);
        String range = offset == 0 ? null : "bytes=" + offset + "-";
        return exchange(authorization -> client.get(url, new RequestHeaders(accept, range, authorization)));
    }

    /**
     * Asks for a URL, and follows no redirect. Credentials are sent to the registry only. The response has
     * any status; from the registry, any but 401.
     *
     * @param headers without authorization
     */
    public RemoteResponse ask(String method, RemoteUrl url, RequestHeaders headers) {
        if (!url.origin().equals(registry.origin())) {
            return client.ask(method, url, headers, true);
        }
        return exchange(authorization -> client.ask(method, url, headers.with(authorization), false));
    }

    /** What to throw where the status of a response to {@link #get} is of no use. */
    public RegistryException unexpected(RemoteResponse response) {
        if (response.status() != 403 || !isOfRegistry(response)) {
            return response.unexpected();
        }
        return user.denied(response.message());
    }

    /** Whether the registry has answered a request of this session with 401, whatever opened it then. */
    public boolean isChallenged() {
        return isChallenged;
    }

    /** What to do where something may be there for users only, a sentence. */
    public String howToLogIn() {
        return user.howToLogIn();
    }

    /** Whether a response is the registry's own: what a redirect leads to must not name the server that gets the login. */
    private boolean isOfRegistry(RemoteResponse response) {
        return response.url().origin().equals(registry.origin());
    }

    private boolean isRefusal(RemoteResponse response) {
        return response.status() == 401 && isOfRegistry(response);
    }

    /** Sends a request, and where the registry refuses that once more, with what opens it. */
    private RemoteResponse exchange(Function<@Nullable String, RemoteResponse> request) {
        String sent = current();
        RemoteResponse response = request.apply(sent);
        if (isRefusal(response)) {
            return challenged(request, response, sent);
        }
        if (response.status() < 400) {
            isOpen = true;
        } else if ((response.status() == 404 || response.status() == 403) && isOfRegistry(response)) {
            return sent == null && !isOpen ? revealed(request, response) : response;
        }
        return response;
    }

    private RemoteResponse challenged(
            Function<@Nullable String, RemoteResponse> request, RemoteResponse response, @Nullable String sent) {
        isChallenged = true;
        String opening;
        try (RemoteResponse refused = response) {
            Optional<String> message = refused.message();
            opening = authorization(challenge(refused, message), message, sent);
        }
        RemoteResponse second = request.apply(opening);
        if (!isRefusal(second)) {
            return second;
        }
        try (RemoteResponse refused = second) {
            replace(opening, sent);
            throw user.refused(refused.message());
        }
    }

    /**
     * Some registries hide what is private behind 404 or 403, and challenge nobody. A login that the user keeps for them is
     * sent unasked then, unless something was read without it.
     */
    private RemoteResponse revealed(Function<@Nullable String, RemoteResponse> request, RemoteResponse hidden) {
        Optional<String> opening;
        try {
            opening = unasked();
        } catch (RegistryException e) {
            hidden.close();
            throw e;
        }
        if (opening.isEmpty()) {
            return hidden;
        }
        hidden.close();
        RemoteResponse second = request.apply(opening.get());
        if (second.status() < 400) {
            replace(null, opening.get());
        }
        if (!isRefusal(second)) {
            return second;
        }
        // the login was refused: the response without a login is the result
        second.close();
        return request.apply(null);
    }

    /** What a login gives without a challenge: by that of the root, else the password itself; once. */
    private synchronized Optional<String> unasked() {
        if (isUnaskedTried || user.login().isEmpty()) {
            return Optional.empty();
        }
        isUnaskedTried = true;
        try (RemoteResponse root = client.get(registry.child("v2/"))) {
            if (isRefusal(root)) {
                Optional<String> message = root.message();
                return Optional.of(authorize(challenge(root, message).withoutScope(), message));
            }
        }
        boolean isSafe = registry.scheme().equals("https") || LoopbackName.isExact(registry.host());
        return isSafe ? user.authorization() : Optional.empty();
    }

    private Challenge challenge(RemoteResponse refused, Optional<String> message) {
        List<String> headers = refused.headers("WWW-Authenticate").toList();
        return Challenge.of(headers)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.UNAUTHORIZED, user.subject(), "does not exist, or is not public (401)")
                                .because("the registry names no login that is known here, WWW-Authenticate: "
                                        + (headers.isEmpty() ? "(none)" : schemes(headers))
                                        + message.map(text -> ", and says: " + text)
                                                .orElse(""))
                                .hint("Check the name, and the registry."),
                        new ConnectionFailure(
                                ConnectionFault.CHALLENGE_UNKNOWN, "no challenge that is known here", null)));
    }

    /** Without parameters, which may be long. */
    private static String schemes(List<String> headers) {
        return headers.stream()
                .map(header -> header.replaceFirst("(?s)[\\s,].*", ""))
                .collect(Collectors.joining(", "));
    }

    private synchronized @Nullable String current() {
        return authorization;
    }

    /** Unless another thread has replaced it meanwhile. */
    private synchronized void replace(@Nullable String old, @Nullable String better) {
        if (Objects.equals(authorization, old)) {
            authorization = better;
        }
    }

    /**
     * @param message of the refusal
     * @param sent what was refused; null where nothing was sent
     */
    private synchronized String authorization(Challenge challenge, Optional<String> message, @Nullable String sent) {
        // another thread may have got a new token meanwhile
        if (authorization == null || authorization.equals(sent)) {
            authorization = authorize(challenge, message);
        }
        return authorization;
    }

    private String authorize(Challenge challenge, Optional<String> message) {
        boolean isBasic = challenge.scheme().equals("basic");
        if (isBasic || user.has(Login.Kind.REGISTRY_TOKEN)) {
            return user.authorization().orElseThrow(() -> user.refused(message));
        }
        return "Bearer " + tokens.token(challenge);
    }
}
