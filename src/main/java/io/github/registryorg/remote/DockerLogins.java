package io.github.registryorg.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.DockerHub;
import io.github.registryorg.net.Login;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
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
import org.jspecify.annotations.Nullable;

/**
 * Where docker and podman keep their logins: docker's {@code config.json}, podman's {@code auth.json}, which has the
 * same format, and the credential helpers that these name.
 *
 * @param files in order of precedence; those that are absent are ignored
 * @param helpers runs a credential helper
 */
public record DockerLogins(List<Path> files, CredentialProgram helpers) implements Logins {

    private static final String HUB_KEY = "https://" + DockerHub.INDEX + "/v1/";
    private static final int MAX_SIZE = 4 * 1024 * 1024;

    public DockerLogins {
        files = List.copyOf(files);
    }

    /**
     * The files of this user.
     *
     * @param environment {@code REGISTRY_AUTH_FILE}, {@code DOCKER_CONFIG}, {@code XDG_RUNTIME_DIR}
     * @param home the user's directory
     */
    public static DockerLogins of(Map<String, String> environment, Path home) {
        List<Path> files = new ArrayList<>();
        Optional.ofNullable(environment.get("REGISTRY_AUTH_FILE")).map(Path::of).ifPresent(files::add);
        files.add(Optional.ofNullable(environment.get("DOCKER_CONFIG"))
                .map(Path::of)
                .orElse(home.resolve(".docker"))
                .resolve("config.json"));
        Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .map(directory -> Path.of(directory, "containers", "auth.json"))
                .ifPresent(files::add);
        files.add(home.resolve(".config").resolve("containers").resolve("auth.json"));
        return new DockerLogins(files, new CredentialProgram());
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if a file can't be read, or a helper fails */
    @Override
    public Optional<Login> find(String host, String repository) {
        return files.stream()
                .filter(Files::isRegularFile)
                .map(file -> find(file, host, repository))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Login> find(Path file, String host, String repository) {
        JsonNode config = read(file);
        String server = host.equals(DockerHub.HOST) ? HUB_KEY : host;
        JsonNode helper = entry(config.path("credHelpers"), host, "");
        if (helper != null && helper.isTextual()) {
            return helpers.ask(helper.textValue(), server);
        }
        JsonNode known = entry(config.path("auths"), host, repository);
        Optional<Login> written = known == null ? Optional.empty() : login(known, file);
        if (written.isPresent() || !config.path("credsStore").isTextual()) {
            return written;
        }
        return helpers.ask(config.path("credsStore").textValue(), server);
    }

    /** The entry with the longest key that is the repository, or a part of its path; null for none. */
    private static @Nullable JsonNode entry(JsonNode entries, String host, String repository) {
        String wanted = host + "/" + repository + "/";
        return entries.properties().stream()
                .filter(entry -> wanted.startsWith(place(entry.getKey()) + "/"))
                .max(Comparator.comparingInt(entry -> place(entry.getKey()).length()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** What a key means: tools write them with and without a scheme, and with the version of an API that is gone. */
    private static String place(String key) {
        String place = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        int slash = place.indexOf('/');
        String host = slash < 0 ? place : place.substring(0, slash);
        return DockerHub.host(host) + place.substring(host.length());
    }

    private static Optional<Login> login(JsonNode entry, Path file) {
        if (!entry.path("identitytoken").asText("").isEmpty()) {
            return Optional.of(Login.identityToken(entry.get("identitytoken").asText()));
        }
        String auth = entry.path("auth").asText("");
        if (auth.isEmpty()) {
            return Optional.empty();
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon > 0) {
                // docker pads with zeros
                String password = decoded.substring(colon + 1).replaceFirst("\\x00+$", "");
                return Optional.of(Login.password(decoded.substring(0, colon), password));
            }
        } catch (IllegalArgumentException notBase64) {
            // reported below, without the value
        }
        throw unreadable(file, "one of its logins is not the base64 of user:password");
    }

    private static JsonNode read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Json.readObject(in.readNBytes(MAX_SIZE));
        } catch (JsonFault e) {
            throw unreadable(file, "it " + e.getMessage());
        } catch (IOException e) {
            throw unreadable(file, e.getClass().getSimpleName());
        }
    }

    private static RegistryException unreadable(Path file, String why) {
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, file.toString(), "can't be read")
                .because(why)
                .hint("Log in again (docker login), which writes it anew, or repair it."));
    }
}
