package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The programs {@code docker-credential-NAME}, which give the logins that they guard: asked on their input, so that
 * nothing stands in a list of processes.
 */
public final class CredentialProgram {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LARGEST = 256 * 1024;
    private static final int SECONDS = 60;

    private final String prefix;

    public CredentialProgram() {
        this("docker-credential-");
    }

    /** @param prefix of the programs' names, a path or what is looked for on the PATH */
    CredentialProgram(String prefix) {
        this.prefix = prefix;
    }

    /** What a helper says of a server; empty where it knows nothing. */
    Optional<Login> ask(String name, String server) {
        if (!NAME.matcher(name).matches()) {
            throw failed(name, "that is no name of a helper");
        }
        Process process = start(name, server);
        try {
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            byte[] said = output.get(SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw failed(name, "it doesn't end");
            }
            if (process.exitValue() != 0) {
                if (new String(said, StandardCharsets.UTF_8).contains("credentials not found")) {
                    return Optional.empty();
                }
                // what it says may be a secret
                throw failed(name, "it exits with " + process.exitValue());
            }
            return Optional.of(login(name, said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(Problem.of(ProblemCode.INTERRUPTED, server, "the run was stopped"));
        } catch (ExecutionException e) {
            throw failed(name, "its answer can't be read");
        } catch (TimeoutException e) {
            throw failed(name, "it doesn't answer within " + SECONDS + " seconds");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String name, String server) {
        try {
            Process process = new ProcessBuilder(prefix + name, "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(server.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // one that reads nothing: what it answers counts
            }
            return process;
        } catch (IOException e) {
            throw failed(name, "there is no program docker-credential-" + name + " on the PATH");
        }
    }

    private static byte[] read(InputStream in) {
        try (in) {
            return in.readNBytes(LARGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static Login login(String name, byte[] said) {
        JsonNode json;
        try {
            json = Json.readObject(said);
        } catch (RegistryException e) {
            throw failed(name, "its answer " + e.problem().what());
        }
        String username = json.path("Username").asText("");
        String secret = json.path("Secret").asText("");
        return username.equals("<token>") ? Login.identityToken(secret) : Login.password(username, secret);
    }

    private static RegistryException failed(String name, String why) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "credential helper " + name, "gives no login")
                        .because(why)
                        .hint("Docker's config.json names it: mend that, or log in again (docker login)."));
    }
}
