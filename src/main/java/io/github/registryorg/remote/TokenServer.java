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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The server that a registry names in a challenge, where a login is exchanged for a token (Docker's token authentication). */
final class TokenServer {

    private static final int MAX_TOKEN_SIZE = 256 * 1024;

    private final RemoteClient client;
    private final RemoteUrl registry;
    private final String scope;
    private final RegistryUser user;

    /**
     * @param registry the one that names it
     * @param scope what tokens are for
     */
    TokenServer(RemoteClient client, RemoteUrl registry, String scope, RegistryUser user) {
        this.client = client;
        this.registry = registry;
        this.scope = scope;
        this.user = user;
    }

    /**
     * A token for what a challenge is about: for our scope, and for what the challenge names, since some registries give
     * the list of tags for another action, and some know the repository by another name.
     *
     * @throws RegistryException {@code UNAUTHORIZED} where the token server refuses, or can't be used; what
     *     {@link RemoteClient} throws, with {@link ConnectionFault#TOKEN_SERVER}
     */
    String token(Challenge challenge) {
        RemoteUrl realm = realm(challenge.parameter("realm").orElse(""));
        String service = challenge
                .parameter("service")
                .map(name -> "service=" + encoded(name) + "&")
                .orElse("");
        Set<String> scopes = new LinkedHashSet<>(Set.of(scope));
        challenge.parameter("scope").map(text -> List.of(text.split(" +"))).ifPresent(scopes::addAll);
        scopes.remove("");
        try (RemoteResponse response = askTokenServer(realm, service, scopes)) {
            if (response.status() == 401 || response.status() == 403) {
                throw user.refused(response.message());
            }
            if (response.status() != 200) {
                throw atTokenServer(response.unexpected());
            }
            return read(response);
        }
    }

    /** Several scopes are one value of a form, and several of a query. */
    private RemoteResponse askTokenServer(RemoteUrl realm, String service, Set<String> scopes) {
        try {
            return user.has(Login.Kind.IDENTITY_TOKEN)
                    ? refresh(realm, service + "scope=" + encoded(String.join(" ", scopes)))
                    : ask(
                            realm,
                            service
                                    + scopes.stream()
                                            .map(one -> "scope=" + encoded(one))
                                            .collect(Collectors.joining("&")));
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
                        null, null, user.login().map(RegistryUser::basic).orElse(null)));
    }

    private RemoteResponse refresh(RemoteUrl realm, String query) {
        return client.post(
                realm,
                "grant_type=refresh_token&client_id=registry-maven-plugin&" + query + "&refresh_token="
                        + encoded(user.login().orElseThrow().secret()));
    }

    private String read(RemoteResponse response) {
        try (InputStream body = response.body()) {
            JsonNode json = Json.readObject(body.readNBytes(MAX_TOKEN_SIZE));
            String token = json.path("token").asText("");
            String named = token.isEmpty() ? json.path("access_token").asText("") : token;
            if (RegistryUser.TOKEN.matcher(named).matches()) {
                return named;
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
                Problem.of(ProblemCode.UNAUTHORIZED, user.subject(), "the token server that the registry names " + what)
                        .hint("Check the registry."));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
