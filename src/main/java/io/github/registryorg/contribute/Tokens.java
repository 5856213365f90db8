package io.github.registryorg.contribute;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.net.Login;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens come from: Maven's settings, then the environment. A variable that a CI sets for its own server opens no
 * other. Printing this shows no secret.
 */
public final class Tokens {

    private final Function<String, Optional<Login>> servers;
    private final @Nullable String server;
    private final String serverHost;
    private final Map<String, String> environment;

    /**
     * @param servers logins of Maven's settings by id; an empty username where none is given
     * @param server id of the one to use; null for the one that is named after the host
     * @param registry whose host the named server and {@code REGISTRY_TOKEN} are for
     * @param environment the variables of the process
     */
    public Tokens(
            Function<String, Optional<Login>> servers,
            @Nullable String server,
            GitAddress registry,
            Map<String, String> environment) {
        this.servers = Objects.requireNonNull(servers, "servers");
        this.server = server;
        this.serverHost = registry.authority();
        this.environment = Map.copyOf(environment);
    }

    /**
     * What opens a server; empty where nothing is known.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the server of the settings is not there, or the token
     *     would go over the network unprotected
     */
    public Optional<Login> find(GitAddress address, ForgeKind kind) {
        if (address.host().isEmpty()) {
            return Optional.empty();
        }
        Optional<Login> found = ofSettings(address)
                .or(() -> ofEnvironment(address, kind))
                .map(login -> login.username().isBlank() ? Login.password(kind.username(), login.secret()) : login);
        if (found.isPresent() && !address.keepsSecrets()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            address.toString(),
                            "would get the token without encryption")
                    .hint("Name the repository with https://."));
        }
        return found;
    }

    private Optional<Login> ofSettings(GitAddress address) {
        if (server != null && address.authority().equals(serverHost)) {
            Optional<Login> named = servers.apply(server);
            if (named.isEmpty()) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "registry.gitServer=" + server,
                                "is not a server of settings.xml with a password")
                        .hint("Put <server> with this <id> into settings.xml: <password> is the token."));
            }
            return named;
        }
        return servers.apply(address.authority());
    }

    private Optional<Login> ofEnvironment(GitAddress address, ForgeKind kind) {
        if (address.authority().equals(serverHost)) {
            Optional<String> own = value("REGISTRY_TOKEN");
            if (own.isPresent()) {
                return Optional.of(Login.password(value("REGISTRY_USERNAME").orElse(""), own.get()));
            }
        }
        List<String> names = switch (kind) {
            case GITHUB ->
                isHost(address, "github.com", "GITHUB_SERVER_URL")
                        ? List.of("GH_TOKEN", "GITHUB_TOKEN")
                        : List.<String>of();
            case GITLAB -> isHost(address, "gitlab.com", "CI_SERVER_URL") ? List.of("GITLAB_TOKEN") : List.<String>of();
            case FORGEJO ->
                isHost(address, "codeberg.org", "GITHUB_SERVER_URL")
                        ? List.of("FORGEJO_TOKEN", "GITEA_TOKEN")
                        : List.<String>of();
            case NONE -> List.<String>of();
        };
        return names.stream().flatMap(name -> value(name).stream()).findFirst().map(token -> Login.password("", token));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private boolean isHost(GitAddress address, String wellKnown, String variable) {
        return address.host().equals(wellKnown)
                || value(variable).flatMap(Tokens::authority).equals(Optional.of(address.authority()));
    }

    static Optional<String> authority(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getRawAuthority()).map(text -> text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "tokens for " + serverHost;
    }
}
