package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.Login;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.ExternalProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The programs {@code docker-credential-NAME}, which give the logins that they guard: asked on their input, so that
 * nothing is in a list of processes.
 */
public final class CredentialProgram {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final ExternalProgram.Limits LIMITS = new ExternalProgram.Limits(Duration.ofSeconds(60), 256 * 1024);

    private final String prefix;

    public CredentialProgram() {
        this("docker-credential-");
    }

    /** @param prefix of the programs' names, a path or what is looked for on the PATH */
    CredentialProgram(String prefix) {
        this.prefix = prefix;
    }

    /** The response of a helper for a server; empty where it has no login. */
    Optional<Login> ask(String name, String server) {
        if (!NAME.matcher(name).matches()) {
            throw failed(name, "that is not a name of a helper");
        }
        ExternalProgram program = new ExternalProgram(List.of(prefix + name, "get"), Map.of());
        try {
            ExternalProgram.Result result = program.run(server.getBytes(StandardCharsets.UTF_8), LIMITS);
            if (result.exit() == 0) {
                return login(name, result.output());
            }
            if (new String(result.output(), StandardCharsets.UTF_8).contains("credentials not found")) {
                return Optional.empty();
            }
            // its output may be a secret
            throw failed(name, "it exits with " + result.exit());
        } catch (IOException e) {
            throw failed(name, e.getMessage());
        }
    }

    /** Empty for an empty pair, with which some helpers say that they know nothing. */
    private static Optional<Login> login(String name, byte[] output) {
        JsonNode json;
        try {
            json = Json.readObject(output);
        } catch (JsonFault e) {
            throw failed(name, "its output " + e.getMessage());
        }
        String username = json.path("Username").asText("");
        String secret = json.path("Secret").asText("");
        if (username.equals("<token>")) {
            return secret.isEmpty() ? Optional.empty() : Optional.of(Login.identityToken(secret));
        }
        return username.isEmpty() ? Optional.empty() : Optional.of(Login.password(username, secret));
    }

    private static RegistryException failed(String name, @Nullable String why) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "credential helper " + name, "returns no login")
                        .because(why)
                        .hint("Docker's config.json names it: correct that, or log in again (docker login)."));
    }
}
