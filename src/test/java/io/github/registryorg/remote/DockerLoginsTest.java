package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.Login;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerLoginsTest {

    private static final Login ALICE = Login.password("alice", "wonder:land");

    @TempDir
    Path directory;

    private static String auth(String user) {
        return "{\"auth\":\"" + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private DockerLogins config(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("config.json"), json);
        return new DockerLogins(
                "", List.of(directory.resolve("absent.json"), file), new CredentialProgram(directory + "/helper-"));
    }

    private void helper(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve("helper-" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghcr.io", "https://ghcr.io", "https://ghcr.io/v2/", "ghcr.io/acme", "ghcr.io/acme/app"})
    void login_byHostAndPath_isFound(String key) throws IOException {
        DockerLogins logins = config("{\"auths\":{\"" + key + "\":" + auth("alice:wonder:land") + "}}");

        assertThat(logins.find("ghcr.io", "acme/app")).hasValue(ALICE);
        assertThat(logins.find("ghcr.io.example", "acme/app")).isEmpty();
        assertThat(logins.find("ghcr.io", "acme2/app").isPresent()).isEqualTo(!key.contains("acme"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://index.docker.io/v1/",
                "docker.io",
                "index.docker.io",
                "registry-1.docker.io",
                "registry.hub.docker.com"
            })
    void dockerHub_underAnyName_isFound(String key) throws IOException {
        assertThat(config("{\"auths\":{\"" + key + "\":" + auth("alice:wonder:land") + "}}")
                        .find("docker.io", "library/alpine"))
                .hasValue(ALICE);
    }

    @Test
    void host_withAStar_isAnyPartOfIt() throws IOException {
        DockerLogins logins = config("{\"auths\":{\"*.azurecr.io\":" + auth("alice:wonder:land")
                + ",\"https://1*.dkr.*.amazonaws.com\":" + auth("bob:x") + ",\"a.azurecr.io\":" + auth("bob:x") + "}}");

        assertThat(logins.find("acme.azurecr.io", "app")).hasValue(ALICE);
        assertThat(logins.find("a.azurecr.io", "app")).hasValue(Login.password("bob", "x"));
        assertThat(logins.find("123.dkr.ecr.amazonaws.com", "app")).hasValue(Login.password("bob", "x"));
        for (String other : List.of(
                "acme.azurecr.io.example",
                "a.b.azurecr.io",
                "azurecr.io",
                "evil.example",
                "acme.azurecr.io:5000",
                "evil.example:1.azurecr.io")) {
            assertThat(logins.find(other, "app")).as(other).isEmpty();
        }
    }

    @Test
    void path_longest_isUsed() throws IOException {
        DockerLogins logins = config(
                "{\"auths\":{\"quay.io\":" + auth("bob:x") + ",\"quay.io/acme\":" + auth("alice:wonder:land") + "}}");

        assertThat(logins.find("quay.io", "acme/app")).hasValue(ALICE);
        assertThat(logins.find("quay.io", "other/app")).hasValue(Login.password("bob", "x"));
    }

    @Test
    void identityToken_inTheFile_isUsed() throws IOException {
        assertThat(config("{\"auths\":{\"acme.azurecr.io\":{\"auth\":\"\",\"identitytoken\":\"abc\"}}}")
                        .find("acme.azurecr.io", "app"))
                .hasValue(Login.identityToken("abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":\"alice\",\"password\":\"wonder:land\"}",
                "{\"username\":\"alice\",\"password\":\"wonder:land\",\"email\":\"a@b.c\",\"auth\":\"\"}",
                "{\"username\":\"bob\",\"password\":\"x\",\"auth\":\"YWxpY2U6d29uZGVyOmxhbmQ=\"}",
                "{\"auth\":\"YWxpY2U6d29u\\nZGVyOmxhbmQ\"}",
                "{\"identitytoken\":\"\",\"registrytoken\":null,\"auth\":\"YWxpY2U6d29uZGVyOmxhbmQA\"}"
            })
    void password_inEveryForm_isFound(String entry) throws IOException {
        assertThat(config("{\"auths\":{\"ghcr.io\":" + entry + "}}").find("ghcr.io", "acme/app"))
                .hasValue(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"auth\":\"\"}", "{\"auth\":\"Og==\"}", "{\"username\":\"\",\"password\":\"\"}"})
    void entry_empty_isNoLogin(String entry) throws IOException {
        assertThat(config("{\"auths\":{\"ghcr.io\":" + entry + "}}").find("ghcr.io", "acme/app"))
                .isEmpty();
    }

    /** Some programs create it, and docker and podman read it so. */
    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void file_empty_hasNoLogin(String content) throws IOException {
        assertThat(config(content).find("ghcr.io", "acme/app")).isEmpty();
    }

    @Test
    void registryToken_inTheFile_precedesAllElse() throws IOException {
        assertThat(config(
                                "{\"auths\":{\"ghcr.io\":{\"auth\":\"YTpi\",\"identitytoken\":\"i\",\"registrytoken\":\"r\"}}}")
                        .find("ghcr.io", "app"))
                .hasValue(Login.registryToken("r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\t"})
    void helper_blank_isNone(String blank) throws IOException {
        String auths = ",\"auths\":{\"ghcr.io\":" + auth("alice:wonder:land") + "}}";
        for (String start : List.of(
                "{\"credsStore\":\"" + blank + "\"",
                "{\"credHelpers\":{\"ghcr.io\":\"" + blank + "\"}",
                "{\"credsStore\":\"absent\",\"credHelpers\":{\"ghcr.io\":\"" + blank + "\"}")) {
            assertThat(config(start + auths).find("ghcr.io", "acme/app")).hasValue(ALICE);
            assertThat(config(start + "}").find("ghcr.io", "acme/app")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'credentials not found in native keychain'; exit 1",
                "echo '{\"Username\":\"\",\"Secret\":\"\"}'",
                "echo '{\"Username\":\"<token>\",\"Secret\":\"\"}'",
                "echo '{}'"
            })
    void helper_thatKnowsNothing_isFollowedByTheFile(String script) throws IOException {
        helper("vault", script);

        assertThat(config("{\"credHelpers\":{\"ghcr.io\":\"vault\"},\"auths\":{\"ghcr.io\":" + auth("alice:wonder:land")
                                + "}}")
                        .find("ghcr.io", "acme/app"))
                .hasValue(ALICE);
        assertThat(config("{\"credsStore\":\"vault\"}").find("ghcr.io", "acme/app"))
                .isEmpty();
    }

    @Test
    void helper_run_getsTheServerOnItsInput() throws IOException {
        helper(
                "vault",
                "read server; echo '{\"ServerURL\":\"'$server'\",\"Username\":\"alice\",\"Secret\":\"'$1-$server'\"}'");

        assertThat(config("{\"credHelpers\":{\"ghcr.io\":\"vault\"}}").find("ghcr.io", "acme/app"))
                .hasValue(Login.password("alice", "get-ghcr.io"));
        assertThat(config("{\"credsStore\":\"vault\",\"auths\":{\"docker.io\":{}}}")
                        .find("docker.io", "library/a"))
                .hasValue(Login.password("alice", "get-https://index.docker.io/v1/"));
    }

    @Test
    void helper_withoutALogin_isAccepted() throws IOException {
        helper("vault", "echo 'credentials not found in native keychain'; exit 1");

        assertThat(config("{\"credsStore\":\"vault\"}").find("ghcr.io", "acme/app"))
                .isEmpty();
    }

    @Test
    void helper_withAnIdentityToken_isUsed() throws IOException {
        helper("acr", "echo '{\"Username\":\"<token>\",\"Secret\":\"abc\"}'");

        assertThat(config("{\"credsStore\":\"acr\"}").find("ghcr.io", "acme/app"))
                .hasValue(Login.identityToken("abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo the secret is s3cret; exit 3", "echo s3cret", "echo '[\"s3cret\"]'"})
    void helper_failing_isReportedWithoutItsOutput(String script) throws IOException {
        helper("vault", script);

        Problem problem =
                Clients.problem(() -> config("{\"credsStore\":\"vault\"}").find("ghcr.io", "acme/app"));
        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(problem.toString())
                .contains("credential helper vault", "returns no login")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "../../bin/sh", "a b"})
    void helper_absent_isReported(String name) throws IOException {
        assertThat(Clients.problem(() ->
                                config("{\"credsStore\":\"" + name + "\"}").find("ghcr.io", "acme/app"))
                        .toString())
                .contains("returns no login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"auths\":",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"s3cret\"}}}",
                "{\"auths\":{\"ghcr.io\":{\"auth\":\"!s3cret!\"}}}"
            })
    void file_broken_isReportedWithoutItsContent(String json) throws IOException {
        Problem problem = Clients.problem(() -> config(json).find("ghcr.io", "acme/app"));

        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(problem.toString()).contains("config.json").doesNotContain("s3cret");
    }

    @Test
    void variable_ofTheEnvironment_precedesTheFiles() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home/.docker")).getParent();
        Files.writeString(
                home.resolve(".docker/config.json"),
                "{\"auths\":{\"ghcr.io\":" + auth("bob:x") + ",\"quay.io\":" + auth("bob:x") + "}}");
        String variable = "{\"auths\":{\"ghcr.io\":" + auth("alice:wonder:land") + "}}";

        DockerLogins logins = DockerLogins.of(Map.of("DOCKER_AUTH_CONFIG", variable), home);
        assertThat(logins.find("ghcr.io", "acme/app")).hasValue(ALICE);
        assertThat(logins.find("quay.io", "acme/app")).hasValue(Login.password("bob", "x"));
        assertThat(logins.toString()).doesNotContain("auths");
        assertThat(DockerLogins.of(Map.of("DOCKER_AUTH_CONFIG", " "), home).find("ghcr.io", "acme/app"))
                .hasValue(Login.password("bob", "x"));
        assertThat(Clients.problem(() -> DockerLogins.of(Map.of("DOCKER_AUTH_CONFIG", "{s3cret"), home)
                                .find("ghcr.io", "acme/app"))
                        .toString())
                .contains("DOCKER_AUTH_CONFIG", "can't be read")
                .doesNotContain("s3cret");
    }

    @Test
    void file_ofDocker_precedesPodmans() {
        Path home = directory.resolve("home");
        assertThat(DockerLogins.of(Map.of(), home).files())
                .startsWith(home.resolve(".docker/config.json"))
                .endsWith(home.resolve(".config/containers/auth.json"));
        assertThat(DockerLogins.of(
                                Map.of("REGISTRY_AUTH_FILE", "/a.json", "DOCKER_CONFIG", "/d", "XDG_RUNTIME_DIR", "/r"),
                                home)
                        .files())
                .containsExactly(
                        Path.of("/a.json"),
                        Path.of("/d/config.json"),
                        Path.of("/r/containers/auth.json"),
                        home.resolve(".config/containers/auth.json"));
    }

    /** As for root in a container, where CI runs. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void file_ofPodmanWithoutARuntimeDirectory_isBelowRun() {
        assertThat(DockerLogins.of(Map.of(), directory).files())
                .element(1)
                .asString()
                .matches("/run/containers/[0-9]+/auth\\.json");
    }
}
