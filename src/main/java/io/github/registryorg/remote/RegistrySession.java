package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry, as this user may read it: challenges are met with a token, or with name and password
 * (Docker's token authentication, which all registries speak). A token that has ended is replaced. Safe for use by
 * several threads.
 */
public final class RegistrySession {

    private static final int MAX_TOKEN_SIZE = 256 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final RemoteClient client;
    private final RemoteUrl registry;
    private final String subject;
    private final String scope;
    private final Supplier<Optional<Login>> logins;
    private @Nullable Optional<Login> login;
    private @Nullable String authorization;
    private boolean isUnaskedTried;
    /** Whether something was read without a login. */
    private volatile boolean isOpen;

    /**
     * @param registry its root, below which {@code /v2/} is
     * @param host as the user knows it
     * @param logins used only if the registry requires a login
     */
    public RegistrySession(RemoteClient client, RemoteUrl registry, String host, String repository, Logins logins) {
        this.client = client;
        this.registry = registry;
        this.subject = host + "/" + repository;
        this.scope = "repository:" + repository + ":pull";
        this.logins = () -> logins.find(host, repository);
    }

    private RegistrySession(RemoteClient client, RemoteUrl registry, String host, Logins logins) {
        this.client = client;
        this.registry = registry;
        this.subject = host + "/";
        this.scope = "registry:catalog:*";
        this.logins = () -> logins.find(host, "");
    }

    /** The part of the API that is about no repository. */
    public static RegistrySession ofRegistry(RemoteClient client, RemoteUrl registry, String host, Logins logins) {
        return new RegistrySession(client, registry, host, logins);
    }

    /**
     * Sends a request to the registry. The response has any status but 401.
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
        if (response.status() != 403 || !response.url().origin().equals(registry.origin())) {
            return response.unexpected();
        }
        return new RegistryException(Problem.of(
                        ProblemCode.DENIED,
                        subject,
                        known().map(user -> "may not be read by " + user + " (403)")
                                .orElse("may not be read without a login (403)"))
                .because(response.message().map(this::withoutSecret).orElse(null))
                .hint(known().isPresent() ? checkLogin() : howToLogIn()));
    }

    /** What to do where something may be there for users only, a sentence. */
    public String howToLogIn() {
        return "Log in (docker login " + host() + "), or name a user in settings.xml: a <server> whose <id> is "
                + host() + ".";
    }

    private String checkLogin() {
        return "Check its rights and its password, or log in again (docker login " + host() + ").";
    }

    private String host() {
        return subject.substring(0, subject.indexOf('/'));
    }

    /** Sends a request, and where that is refused once more, with what opens the registry. */
    private RemoteResponse exchange(Function<@Nullable String, RemoteResponse> request) {
        String sent = current();
        RemoteResponse response = request.apply(sent);
        if (response.status() == 401) {
            return challenged(request, response, sent);
        }
        if (response.status() < 400) {
            isOpen = true;
        } else if (response.status() == 404 || response.status() == 403) {
            return sent == null && !isOpen ? revealed(request, response) : response;
        }
        return response;
    }

    private RemoteResponse challenged(
            Function<@Nullable String, RemoteResponse> request, RemoteResponse response, @Nullable String sent) {
        String opening;
        try (RemoteResponse refused = response) {
            Optional<String> message = refused.message();
            opening = authorization(challenge(refused, message), message, sent);
        }
        RemoteResponse second = request.apply(opening);
        if (second.status() != 401) {
            return second;
        }
        try (RemoteResponse refused = second) {
            replace(opening, sent);
            throw refused(refused.message());
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
        if (second.status() != 401) {
            return second;
        }
        // the login was refused: the response without a login is the result
        second.close();
        return request.apply(null);
    }

    /** What a login gives without a challenge: by that of the root, else the password itself; once. */
    private synchronized Optional<String> unasked() {
        if (isUnaskedTried || login().isEmpty()) {
            return Optional.empty();
        }
        isUnaskedTried = true;
        try (RemoteResponse root = client.get(registry.child("v2/"))) {
            if (root.status() == 401) {
                Optional<String> message = root.message();
                return Optional.of(authorize(challenge(root, message), message));
            }
        }
        boolean isSafe = registry.scheme().equals("https") || LoopbackName.isExact(registry.host());
        return login().filter(known -> isSafe).flatMap(RegistrySession::header);
    }

    private Challenge challenge(RemoteResponse refused, Optional<String> message) {
        List<String> headers = refused.headers("WWW-Authenticate").toList();
        return Challenge.of(headers)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.UNAUTHORIZED, subject, "does not exist, or is not public (401)")
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
        if (isBasic || hasLogin(Login.Kind.REGISTRY_TOKEN)) {
            return login().flatMap(RegistrySession::header).orElseThrow(() -> refused(message));
        }
        return "Bearer " + token(challenge);
    }

    private boolean hasLogin(Login.Kind kind) {
        return login().filter(known -> known.kind() == kind).isPresent();
    }

    /** What a login sends without a token server; empty where it can't do without. */
    private static Optional<String> header(Login login) {
        return switch (login.kind()) {
            case PASSWORD -> Optional.of(basic(login));
            case REGISTRY_TOKEN ->
                TOKEN.matcher(login.secret()).matches() ? Optional.of("Bearer " + login.secret()) : Optional.empty();
            case IDENTITY_TOKEN -> Optional.empty();
        };
    }

    /** Looked for once, and only where the registry wants one. */
    private Optional<Login> login() {
        if (login == null) {
            login = logins.get();
        }
        return login;
    }

    private static String basic(Login login) {
        byte[] text = (login.username() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    private String token(Challenge challenge) {
        RemoteUrl realm = realm(challenge.parameter("realm").orElse(""));
        String service = challenge
                .parameter("service")
                .map(name -> "service=" + encoded(name) + "&")
                .orElse("");
        String query = service + "scope=" + encoded(scope);
        try (RemoteResponse response = askTokenServer(realm, query)) {
            if (response.status() == 401 || response.status() == 403) {
                throw refused(response.message());
            }
            if (response.status() != 200) {
                throw atTokenServer(response.unexpected());
            }
            return read(response);
        }
    }

    private RemoteResponse askTokenServer(RemoteUrl realm, String query) {
        try {
            return hasLogin(Login.Kind.IDENTITY_TOKEN) ? refresh(realm, query) : ask(realm, query);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            throw atTokenServer(e);
        }
    }

    private static RegistryException atTokenServer(RegistryException e) {
        return new RegistryException(
                e.problem(), new ConnectionFailure(ConnectionFault.TOKEN_SERVER, "at the token server", e));
    }

    private RemoteResponse ask(RemoteUrl realm, String query) {
        RemoteUrl url = RemoteUrl.parse(realm.text() + (realm.hasQuery() ? "&" : "?") + query);
        return client.get(
                url,
                new RequestHeaders(
                        null, null, login().map(RegistrySession::basic).orElse(null)));
    }

    private RemoteResponse refresh(RemoteUrl realm, String query) {
        return client.post(
                realm,
                "grant_type=refresh_token&client_id=registry-maven-plugin&" + query + "&refresh_token="
                        + encoded(login().orElseThrow().secret()));
    }

    private String read(RemoteResponse response) {
        try (InputStream body = response.body()) {
            JsonNode json = Json.readObject(body.readNBytes(MAX_TOKEN_SIZE));
            String token = json.path("token").asText(json.path("access_token").asText(""));
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
            throw useless("returns no token");
        } catch (JsonFault e) {
            throw useless("returns no token");
        } catch (IOException e) {
            throw useless("breaks off: " + e.getMessage());
        }
    }

    /** The token server, which the registry names: not one to which a password would travel in the open. */
    private RemoteUrl realm(String text) {
        RemoteUrl realm;
        try {
            realm = RemoteUrl.parse(text);
        } catch (RegistryException e) {
            throw useless("can't be used, since its address " + e.problem().what());
        }
        if (registry.scheme().equals("https") && !realm.scheme().equals("https")) {
            throw useless("can't be used, since its address is not https");
        }
        return realm;
    }

    private RegistryException useless(String what) {
        return new RegistryException(
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "the token server that the registry names " + what)
                        .hint("Check the registry."));
    }

    /** A server may repeat what it was sent. */
    private String withoutSecret(String message) {
        return known().map(Login::secret)
                .filter(secret -> !secret.isEmpty())
                .map(secret -> message.replace(secret, "…"))
                .orElse(message);
    }

    /** @param message in which the registry or its token server says why */
    private RegistryException refused(Optional<String> message) {
        Optional<String> said = message.map(this::withoutSecret);
        return new RegistryException(known().map(user -> Problem.of(
                                ProblemCode.UNAUTHORIZED, subject, "may not be read by " + user)
                        .because("the registry refused that login for it (401)"
                                + said.map(text -> ", and says: " + text).orElse(""))
                        .hint(checkLogin()))
                .orElseGet(() -> Problem.of(ProblemCode.UNAUTHORIZED, subject, "does not exist, or is not public (401)")
                        .because(said.orElse(null))
                        .hint("Check the name. " + howToLogIn())));
    }

    /** The login, where one was looked for and found. */
    private synchronized Optional<Login> known() {
        return login == null ? Optional.empty() : login;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
