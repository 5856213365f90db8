package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.Login;
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
import java.util.Optional;
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
        String sent = current();
        RemoteResponse response = client.get(url, new RequestHeaders(accept, range, sent));
        if (response.status() != 401) {
            return response;
        }
        Challenge challenge;
        try (RemoteResponse refused = response) {
            challenge = challenge(refused);
        }
        RemoteResponse second = client.get(url, new RequestHeaders(accept, range, authorization(challenge, sent)));
        if (second.status() == 401) {
            second.close();
            throw refused();
        }
        return second;
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
        String sent = current();
        RemoteResponse response = client.ask(method, url, headers.with(sent), false);
        if (response.status() != 401) {
            return response;
        }
        Challenge challenge;
        try (RemoteResponse refused = response) {
            challenge = challenge(refused);
        }
        RemoteResponse second = client.ask(method, url, headers.with(authorization(challenge, sent)), false);
        if (second.status() == 401) {
            second.close();
            throw refused();
        }
        return second;
    }

    private Challenge challenge(RemoteResponse refused) {
        List<String> headers = refused.headers("WWW-Authenticate").toList();
        return Challenge.of(headers)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.UNAUTHORIZED, subject, "does not exist, or is not public (401)")
                                .because("the registry names no login that is known here, WWW-Authenticate: "
                                        + (headers.isEmpty() ? "(none)" : schemes(headers)))
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

    /** @param sent what was refused; null where nothing was sent */
    private synchronized String authorization(Challenge challenge, @Nullable String sent) {
        // another thread may have got a new token meanwhile
        if (authorization == null || authorization.equals(sent)) {
            authorization = authorize(challenge);
        }
        return authorization;
    }

    private String authorize(Challenge challenge) {
        Optional<Login> found = login();
        if (challenge.scheme().equals("basic")) {
            return found.filter(known -> !known.isIdentityToken())
                    .map(RegistrySession::basic)
                    .orElseThrow(this::refused);
        }
        return "Bearer " + token(challenge);
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
                throw refused();
            }
            if (response.status() != 200) {
                throw atTokenServer(response.unexpected());
            }
            return read(response);
        }
    }

    private RemoteResponse askTokenServer(RemoteUrl realm, String query) {
        try {
            return login().filter(Login::isIdentityToken).isPresent() ? refresh(realm, query) : ask(realm, query);
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

    private RegistryException refused() {
        String host = subject.substring(0, subject.indexOf('/'));
        String hint = "Log in (docker login " + host + "), or name a user in settings.xml: a <server> whose <id> is "
                + host + ".";
        Optional<Login> tried = login == null ? Optional.empty() : login;
        return new RegistryException(tried.map(known -> Problem.of(
                                ProblemCode.UNAUTHORIZED, subject, "may not be read by " + known)
                        .because("the registry refused that login for it (401)")
                        .hint("Check its rights and its password, or log in again (docker login " + host + ")."))
                .orElseGet(() -> Problem.of(ProblemCode.UNAUTHORIZED, subject, "does not exist, or is not public (401)")
                        .hint("Check the name. " + hint)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
