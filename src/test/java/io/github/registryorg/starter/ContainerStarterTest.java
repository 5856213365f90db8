package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for a container, and what is refused before anything is written. */
class ContainerStarterTest {

    private static final Recipe.Found DOCKERFILE = Recipe.of(List.of("Dockerfile"), null);
    private static final Recipe.Found JIB = Recipe.of(List.of("pom.xml"), null);
    private static final ProjectPom POM = new ProjectPom(true, false, false, false);

    static Stream<ContainerStarter> containers() {
        return Starters.containers().stream();
    }

    private static ContainerStarter on(CiService service, ImageOptions options, ContainerStore store) {
        return new ContainerStarter(
                Starters.PLUGIN,
                Set.of(service),
                Recipe.of(List.of("Dockerfile"), options.builder()),
                ProjectPom.NONE,
                options,
                RepositoryName.parse("acme/app"),
                store,
                "https://git.example/acme/registry");
    }

    private static String file(ContainerStarter container, String path) {
        return container.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** What builds has no secret, and may do nothing but read; what publishes has an environment of its own. */
    @ParameterizedTest
    @MethodSource("containers")
    void secrets_areOfTheJobThatPublishesAlone(ContainerStarter container) {
        String github = file(container, ".github/workflows/container.yml");
        String build = github.substring(0, github.indexOf("\n  publish:\n"));
        assertThat(build).doesNotContain("secrets.", "vars.", "id-token", "environment:");
        assertThat(github).contains("\n    environment: registry\n");
        assertThat(github.contains("id-token: write"))
                .isEqualTo(container.store().isOnAws());
        String gitlab = file(container, ".gitlab-ci.yml");
        assertThat(gitlab.substring(0, gitlab.indexOf("\npublish:\n"))).doesNotContain("id_tokens", "environment:");
        assertThat(gitlab.contains("id_tokens:")).isEqualTo(container.store().isOnAws());
    }

    /** Of AWS itself, where the service can vouch for a job. */
    @Test
    void keys_ofAws_areNotInAnyFile() {
        for (CiService service : List.of(CiService.GITHUB_ACTIONS, CiService.GITLAB_CI, CiService.CIRCLECI)) {
            assertThat(on(service, ImageOptions.NONE, Starters.AWS).files())
                    .allSatisfy(file -> assertThat(file.text().replace("unset REGISTRY_TOKEN AWS_ACCESS_KEY_ID", ""))
                            .doesNotContain("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        }
        assertThat(file(on(CiService.TRAVIS, ImageOptions.NONE, Starters.AWS), ContainerStarter.README))
                .contains("AWS_SECRET_ACCESS_KEY", "no identity that AWS accepts")
                .doesNotContain("AWS_ROLE_ARN");
    }

    /** Images by digest, actions by commit, programs by checksum; machines by a date or a release. */
    @ParameterizedTest
    @MethodSource("containers")
    void programsOfOthers_arePinned(ContainerStarter container) {
        for (StarterFile file : container.files()) {
            file.text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("uses:")
                            || line.matches("(- name|image): .*[:/].*")
                            || line.contains("docker.io/"))
                    .forEach(line -> assertThat(line)
                            .matches(".*(@sha256:[0-9a-f]{64}|@[0-9a-f]{40}( # v.*)?|ubuntu-2404:20[0-9.]+).*"));
            assertThat(file.text()).doesNotContain(":latest", "ubuntu-latest");
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void key_thatSigns_isOnNoCommandLine(ContainerStarter container) {
        for (StarterFile file : container.files()) {
            assertThat(file.text()).doesNotContain("$COSIGN_PRIVATE_KEY", "$COSIGN_PASSWORD", "$REGISTRY_TOKEN");
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void readme_ofAContainer_saysHowToRelease(ContainerStarter container) {
        String readme = file(container, ContainerStarter.README);
        assertThat(readme)
                .contains("git push origin v1.4.2", "`REGISTRY_TOKEN`", "Protected tags", "a ruleset for tags `v*`")
                .contains("### GitHub Actions", "### GitLab CI", "### CircleCI", "### Travis CI")
                .doesNotContain("@code", "@block");
        assertThat(readme.contains("COSIGN_PRIVATE_KEY"))
                .isEqualTo(container.options().isSigned());
        assertThat(readme.contains("storeMap")).isEqualTo(container.store().url() != null);
    }

    private static String readmeWithoutCi(ImageOptions options, String gitUrl) {
        return file(
                new ContainerStarter(
                        Starters.PLUGIN,
                        Set.of(),
                        DOCKERFILE,
                        ProjectPom.NONE,
                        options,
                        RepositoryName.parse("acme/app"),
                        new ContainerStore("file:/srv/store", "https://cdn.example", null),
                        gitUrl),
                ContainerStarter.README);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@git.example/acme/registry", "git@git.example:acme/registry", "file:///srv/git"})
    void readme_ofARegistryThatIsNotOnTheWeb_saysThatABranchIsPushed(String gitUrl) {
        assertThat(readmeWithoutCi(ImageOptions.NONE, gitUrl))
                .contains("The last command pushes a branch.")
                .doesNotContain("REGISTRY_TOKEN");
    }

    @Test
    void readme_withoutCi_saysHowToSignAndWhatIsPublished() {
        ImageOptions options = new ImageOptions(null, List.of(), true, true);
        assertThat(readmeWithoutCi(options, "https://git.example/acme/registry"))
                .contains("With `REGISTRY_TOKEN`, the last command pushes a branch")
                .contains("publishes what is at `oci:target/built/image.tar`")
                .containsSubsequence(
                        "RECIPE=\"Dockerfile\"",
                        "podman push -q image oci-archive:target/built/image.tar",
                        "syft scan",
                        "COSIGN_PRIVATE_KEY=$(cat cosign.key)",
                        "-Dregistry.run='bash .registry/attach.sh'")
                .doesNotContain("@code", "@block");
        assertThat(readmeWithoutCi(ImageOptions.NONE, "https://git.example/acme/registry"))
                .doesNotContain("attach.sh", "COSIGN");
    }

    @Test
    void key_thatSigns_isIgnoredByGit() {
        ImageOptions signed = new ImageOptions(null, List.of(), true, false);
        assertThat(file(on(CiService.GITLAB_CI, signed, Starters.AWS), ".gitignore"))
                .endsWith("\ntarget/\ncosign.key\n");
        assertThat(file(on(CiService.GITLAB_CI, ImageOptions.NONE, Starters.AWS), ".gitignore"))
                .endsWith("\ntarget/\n");
    }

    @Test
    void directory_asStoreOfCi_isRefused() {
        ContainerStore store = new ContainerStore("file:/srv/registry", "https://cdn.example", null);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> on(CiService.GITLAB_CI, ImageOptions.NONE, store))
                .withMessageContainingAll("is a directory of one machine", "registry.ci=none");
    }

    @Test
    void platforms_byPodmanOnGitLab_areRefused() {
        ImageOptions options = new ImageOptions(null, List.of("linux/amd64", "linux/arm64"), false, false);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> on(CiService.GITLAB_CI, options, Starters.AWS))
                .withMessageContaining("-Dregistry.builder=buildx");
    }

    @Test
    void options_thatOthersCannotHave_areRefused() {
        ImageOptions platforms = new ImageOptions(null, List.of("linux/arm64"), false, false);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Starters.container(JIB, POM, platforms, Starters.AWS))
                .withMessageContaining("registry.platforms: is for a Dockerfile");
        ImageOptions sbom = new ImageOptions(null, List.of(), false, true);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Starters.container(JIB, Starters.MODULES, sbom, Starters.AWS))
                .withMessageContaining("registry.sbom: is for one image");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Recipe.of(List.of("app.def"), Recipe.BUILDX))
                .withMessageContaining("app.def is built by apptainer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "linux/amd64; id", "windows/amd64", "linux/$(id)", "linux/AMD64", ""})
    void platform_thatIsNone_isRefused(String platform) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new ImageOptions(null, List.of(platform), false, false))
                .withMessageContaining("registry.platforms");
    }

    @Test
    void builder_thatIsNone_isRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Recipe.builder("kaniko"))
                .withMessageContaining("Set it to podman or buildx.");
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.1.2.3/blobs, 10.1.2.3:443",
        "http://minio.internal:9000/blobs, minio.internal:9000",
        "https://cdn.example/blobs,"
    })
    void store_atAPrivateAddress_isAllowed(String url, String allowed) {
        ContainerStarter container = on(
                CiService.CIRCLECI,
                ImageOptions.NONE,
                new ContainerStore("s3://acme", url, "https://minio.acme.example"));
        String pom = file(container, "pom.xml");
        assertThat(pom).contains("<registry.endpoint>https://minio.acme.example</registry.endpoint>");
        if (allowed == null) {
            assertThat(pom).doesNotContain("allowedHosts");
        } else {
            assertThat(pom).contains("<registry.allowedHosts>" + allowed + "</registry.allowedHosts>");
            assertThat(file(container, ContainerStarter.README)).contains("`" + allowed + "` is an address");
        }
    }

    @Test
    void jvmOptions_areNotForABuildThatIsThere() {
        assertThat(paths(Starters.container(DOCKERFILE, ProjectPom.NONE, ImageOptions.NONE, Starters.AWS)))
                .contains(".mvn/jvm.config");
        for (Recipe.Found recipe : List.of(DOCKERFILE, JIB)) {
            ContainerStarter container = Starters.container(recipe, POM, ImageOptions.NONE, Starters.AWS);
            assertThat(paths(container)).doesNotContain(".mvn/jvm.config");
            assertThat(file(container, ContainerStarter.README)).doesNotContain("jvm.config");
        }
    }

    private static List<String> paths(ContainerStarter container) {
        return container.files().stream().map(StarterFile::path).toList();
    }

    @Test
    void snippet_forAPom_recommendsWhatItHasNot() {
        assertThat(Starters.container(JIB, POM, ImageOptions.NONE, Starters.AWS).snippet())
                .contains(
                        "<artifactId>registry-maven-plugin</artifactId>", "<artifactId>jib-maven-plugin</artifactId>");
        ProjectPom complete = new ProjectPom(true, false, true, true);
        assertThat(Starters.container(JIB, complete, ImageOptions.NONE, Starters.AWS)
                        .snippet())
                .contains("<registry.repository>acme/app</registry.repository>")
                .doesNotContain("<plugin>");
    }

    @Test
    void snippet_forModules_hasExecutionsAndARepositoryEach() {
        String snippet = Starters.container(JIB, Starters.MODULES, ImageOptions.NONE, Starters.AWS)
                .snippet();
        assertThat(snippet)
                .contains(
                        "<registry.repository>acme/${project.artifactId}</registry.repository>",
                        "<executions>",
                        "<goal>buildTar</goal>")
                .doesNotContain("USE_CURRENT_TIMESTAMP");
    }

    @Test
    void services_none_getNoCi() {
        ContainerStarter container = new ContainerStarter(
                Starters.PLUGIN,
                EnumSet.noneOf(CiService.class),
                DOCKERFILE,
                ProjectPom.NONE,
                ImageOptions.NONE,
                RepositoryName.parse("app"),
                new ContainerStore("file:/srv", null, null),
                "file:///srv/registry.git");
        assertThat(container.files())
                .extracting(StarterFile::path)
                .containsExactly("pom.xml", ".mvn/jvm.config", ".gitignore", ContainerStarter.README);
    }

    @Test
    void pom_thatIsThere_isRead(@TempDir Path directory) throws IOException {
        String plugin = "registry-maven-plugin";
        assertThat(ProjectPom.of(directory, plugin)).isEqualTo(ProjectPom.NONE);

        Path pom = directory.resolve("pom.xml");
        Files.writeString(
                pom,
                "<project><modules><module>server</module><module>../..</module></modules><build>"
                        + "<plugins><plugin><artifactId>" + plugin
                        + "</artifactId></plugin></plugins></build></project>");
        assertThat(ProjectPom.of(directory, plugin)).isEqualTo(new ProjectPom(true, true, false, true));

        Files.createDirectory(directory.resolve("server"));
        Files.writeString(
                directory.resolve("server/pom.xml"),
                "<project><profiles><profile><build><pluginManagement>"
                        + "<plugins><plugin><groupId>com.google.cloud.tools</groupId><artifactId>jib-maven-plugin</artifactId>"
                        + "</plugin></plugins></pluginManagement></build></profile></profiles></project>");
        assertThat(ProjectPom.of(directory, plugin)).isEqualTo(new ProjectPom(true, true, true, true));

        for (String broken : List.of(
                "<project><modules><module>x",
                "",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:/etc/passwd\">]>"
                        + "<project><modules><module>&e;</module></modules></project>")) {
            Files.writeString(pom, broken);
            assertThat(ProjectPom.of(directory, plugin)).isEqualTo(new ProjectPom(true, false, false, false));
        }
    }
}
