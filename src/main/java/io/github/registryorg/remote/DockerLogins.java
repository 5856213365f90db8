package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.registryorg.net.DockerHub;
import io.github.registryorg.net.Login;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where docker and podman keep their logins: docker's {@code config.json}, podman's {@code auth.json}, which has the
 * same format, and the credential helpers that these name. Printing it shows no secret.
 *
 * @param variable the content of such a file in the environment, which precedes the files; blank for none
 * @param files in order of precedence; those that are absent are ignored
 * @param helpers runs a credential helper
 */
public record DockerLogins(String variable, List<Path> files, CredentialProgram helpers) implements Logins {

    private static final String VARIABLE = "DOCKER_AUTH_CONFIG";

    private static final int MAX_SIZE = 4 * 1024 * 1024;

    public DockerLogins {
        files = List.copyOf(files);
    }

    /**
     * The files of this user.
     *
     * @param environment {@code DOCKER_AUTH_CONFIG}, {@code REGISTRY_AUTH_FILE}, {@code DOCKER_CONFIG}, {@code XDG_RUNTIME_DIR}
     * @param home the user's directory
     */
    public static DockerLogins of(Map<String, String> environment, Path home) {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(environment.get("REGISTRY_AUTH_FILE")).map(Path::of).ifPresent(files::add);
        files.add(Optional.ofNullable(environment.get("DOCKER_CONFIG"))
                .map(Path::of)
                .orElse(home.resolve(".docker"))
                .resolve("config.json"));
        ofThisRun(environment).ifPresent(files::add);
        files.add(home.resolve(".config").resolve("containers").resolve("auth.json"));
        return new DockerLogins(environment.getOrDefault(VARIABLE, ""), files, new CredentialProgram());
    }

    /** Where podman keeps logins until the machine is started anew; root in a container has no {@code XDG_RUNTIME_DIR}. */
    private static Optional<Path> ofThisRun(Map<String, String> environment) {
        String directory = environment.get("XDG_RUNTIME_DIR");
        if (directory != null) {
            return Optional.of(Path.of(directory, "containers", "auth.json"));
        }
        try {
            Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return Optional.of(Path.of("/run/containers", user.toString(), "auth.json"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // not Linux
            return Optional.empty();
        }
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if a file can't be read, or a helper fails */
    @Override
    public Optional<Login> find(String host, String repository) {
        Optional<Login> first = variable.isBlank()
                ? Optional.empty()
                : find(parsed(variable.getBytes(StandardCharsets.UTF_8), VARIABLE), VARIABLE, host, repository);
        return first.or(() -> files.stream()
                .filter(Files::isRegularFile)
                .map(file -> find(read(file), file.toString(), host, repository))
                .flatMap(Optional::stream)
                .findFirst());
    }

    /** A blank name of a helper or a store is none; a blank helper switches the store off for its host. */
    private Optional<Login> find(JsonNode config, String place, String host, String repository) {
        String server = host.equals(DockerHub.HOST) ? DockerHub.LOGIN : host;
        Optional<JsonNode> helper =
                Optional.ofNullable(entry(config.path("credHelpers"), host, "")).filter(JsonNode::isTextual);
        Optional<Login> known = helper.flatMap(own -> ask(own, server));
        if (known.isEmpty()) {
            JsonNode entry = entry(config.path("auths"), host, repository);
            known = entry == null ? Optional.empty() : login(entry, place);
        }
        return known.isPresent() || helper.isPresent() ? known : ask(config.path("credsStore"), server);
    }

    private Optional<Login> ask(JsonNode helper, String server) {
        String name = helper.asText("").strip();
        return name.isEmpty() ? Optional.empty() : helpers.ask(name, server);
    }

    /**
     * The entry with the longest key that is the repository, or a part of its path; null for none. Kubernetes reads a
     * {@code *} in a host's name as any part of it between dots; what is written out precedes that.
     */
    private static @Nullable JsonNode entry(JsonNode entries, String host, String repository) {
        String wanted = host + "/" + repository + "/";
        return entries.properties().stream()
                .filter(entry -> isPartOf(wanted, place(entry.getKey()) + "/"))
                .max(Comparator.<Map.Entry<String, JsonNode>, Boolean>comparing(
                                entry -> !entry.getKey().contains("*"))
                        .thenComparing(entry -> place(entry.getKey()).length()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private static boolean isPartOf(String wanted, String key) {
        if (!key.contains("*")) {
            return wanted.startsWith(key);
        }
        String pattern = Stream.of(key.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^./:]*"));
        return Pattern.compile(pattern).matcher(wanted).lookingAt();
    }

    /** What a key means: tools write them with and without a scheme, and with the version of an API that is gone. */
    private static String place(String key) {
        String place = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        int slash = place.indexOf('/');
        String host = slash < 0 ? place : place.substring(0, slash);
        return DockerHub.host(host) + place.substring(host.length());
    }

    /** As docker reads an entry: tokens first, and {@code auth} before {@code username} and {@code password}. */
    private static Optional<Login> login(JsonNode entry, String place) {
        String registryToken = entry.path("registrytoken").asText("");
        if (!registryToken.isEmpty()) {
            return Optional.of(Login.registryToken(registryToken));
        }
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return Optional.of(Login.identityToken(identityToken));
        }
        String auth = entry.path("auth").asText("").replaceAll("\\s", "");
        if (!auth.isEmpty()) {
            return decoded(auth, place);
        }
        String username = entry.path("username").asText("");
        return username.isEmpty()
                ? Optional.empty()
                : Optional.of(Login.password(username, entry.path("password").asText("")));
    }

    private static Optional<Login> decoded(String auth, String place) {
        try {
            String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                // docker pads with zeros
                String password = pair.substring(colon + 1).replaceFirst("\\x00+$", "");
                if (colon > 0) {
                    return Optional.of(Login.password(pair.substring(0, colon), password));
                }
                if (password.isEmpty()) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below, without the value
        }
        throw unreadable(place, "one of its logins is not the base64 of user:password");
    }

    private static JsonNode read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parsed(in.readNBytes(MAX_SIZE), file.toString());
        } catch (IOException e) {
            throw Failures.of(
                    unreadable(file.toString(), e.getClass().getSimpleName()).problem(), e);
        }
    }

    /** An empty file has no login: docker and podman read it so, and some programs create one. */
    private static JsonNode parsed(byte[] content, String place) {
        try {
            boolean isBlank = new String(content, StandardCharsets.UTF_8).isBlank();
            return isBlank ? MissingNode.getInstance() : Json.readObject(content);
        } catch (JsonFault e) {
            throw unreadable(place, "it " + e.getMessage());
        }
    }

    private static RegistryException unreadable(String place, String why) {
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, place, "can't be read")
                .because(why)
                .hint("Log in again (docker login), which writes it anew, or repair it."));
    }

    @Override
    public String toString() {
        return "logins of " + files;
    }
}
