package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class StarterFilesTest {

    static Stream<StarterFile> files() {
        return Starters.all().stream().flatMap(List::stream);
    }

    static Stream<StarterFile> workflows() {
        return files().filter(file -> file.path().startsWith(".github/"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_written_isComplete(StarterFile file) {
        assertThat(file.text()).endsWith("\n").doesNotContain("@block.", "@yaml.", "@xml.", "@text.", " \n", "\t");
        // Maven takes every word of jvm.config for an option
        if (!file.path().equals("example/hello/README.md") && !file.path().equals(".mvn/jvm.config")) {
            assertThat(file.text().lines().limit(2)).anyMatch(line -> line.contains("SPDX-License-Identifier: 0BSD"));
        }
        if (file.path().matches(".*\\.ya?ml")) {
            assertThat(yaml(file.text())).isInstanceOf(Map.class);
        }
    }

    @Test
    void jvmConfig_ofARegistry_hasOptionsThatThisJvmKnows() throws Exception {
        StarterFile file = Starters.registry("Containers of Acme", null).files(false, null).stream()
                .filter(some -> some.path().equals(".mvn/jvm.config"))
                .findFirst()
                .orElseThrow();
        // that one is for JVMs which lack some of the others
        List<String> command = new ArrayList<>(file.text()
                .lines()
                .filter(option -> !option.equals("-XX:+IgnoreUnrecognizedVMOptions"))
                .toList());
        assertThat(command).allMatch(option -> option.startsWith("-XX:")).contains("-XX:+UseSerialGC");
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).doesNotContain("warning");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void workflow_written_usesNoActions(StarterFile file) {
        List<String> lines = file.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines.stream().filter(line -> line.matches("(- )?uses:.*")))
                .allMatch(line -> line.equals("uses: ./.github/workflows/validate.yml"));
        assertThat(lines).noneMatch(line -> line.contains("cache"));
        assertThat(map(yaml(file.text())).get("permissions")).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void script_written_hasNoTextOfContributors(StarterFile file) {
        for (Object job : map(map(yaml(file.text())).get("jobs")).values()) {
            if (map(job).get("steps") instanceof List<?> steps) {
                steps.forEach(step -> assertThat(String.valueOf(map(step).get("run")))
                        .isNotEqualTo("null")
                        .doesNotContain("${{"));
            }
        }
    }

    @Test
    void workflow_ofContributions_hasNoPermissionsWhereItReadsThem() {
        StarterFile file = workflows()
                .filter(some -> some.path().endsWith("/validate.yml"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> workflow = map(yaml(file.text()));
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read", "pull-requests", "read"));
        Map<?, ?> jobs = map(workflow.get("jobs"));
        assertThat(map(jobs.get("validate")).get("permissions")).isNull();
        assertThat(map(jobs.get("comment")).get("permissions")).isEqualTo(Map.of("pull-requests", "write"));
        assertThat(jobs.get("comment").toString()).doesNotContain("git ", "mvn", "eval");
        assertThat(file.text()).doesNotContain("secrets", "environment:", "checkout -q \"$HEAD\"");
        // YAML 1.1 reads "on" as true
        assertThat(map(workflow.get(true)).keySet().toString())
                .isEqualTo("[pull_request_target, merge_group, workflow_call]");
    }

    /** What has secrets runs for the registry's own branch only, and nothing of strangers is in a script. */
    @Test
    void pipeline_ofGitLab_keepsContributionsApart() {
        List<StarterFile> pipelines =
                files().filter(file -> file.path().equals(".gitlab-ci.yml")).toList();
        assertThat(pipelines).hasSize(2);
        for (StarterFile file : pipelines) {
            Map<?, ?> pipeline = map(yaml(file.text()));
            assertThat(rule(pipeline, "validate"))
                    .isEqualTo("$CI_PIPELINE_SOURCE == \"merge_request_event\" &&"
                            + " $CI_MERGE_REQUEST_TARGET_BRANCH_NAME == \"main\"");
            assertThat(rule(pipeline, "site"))
                    .isEqualTo("$CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE != \"schedule\"");
            assertThat(rule(pipeline, "scrub"))
                    .isEqualTo("$CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE == \"schedule\"");
            Map<?, ?> validate = map(pipeline.get("validate"));
            assertThat(validate.get("variables").toString()).contains("GIT_STRATEGY=none");
            assertThat(map(validate.get("artifacts")).get("reports").toString())
                    .contains("gl-code-quality-report.json");
            assertThat(validate.get("cache")).isNull();
            assertThat(validate.get("environment")).isNull();
            assertThat(map(pipeline.get("site")).get("environment")).isEqualTo("registry");
        }
        Map<?, ?> kept = map(map(yaml(pipelines.get(0).text())).get("site"));
        assertThat(map(kept.get("artifacts")).get("paths")).isEqualTo(List.of("target/registry-site/"));
        assertThat(kept.get("script").toString()).doesNotContain("registry:deploy");
        assertThat(pipelines.get(1).text())
                .contains("mvn -B -ntp registry:deploy")
                .doesNotContain("registry-site");
    }

    private static Object rule(Map<?, ?> pipeline, String job) {
        return map(((List<?>) map(pipeline.get(job)).get("rules")).get(0)).get("if");
    }

    @Test
    void readme_ofARegistryOnGitLab_doesNotSpeakOfGitHub() {
        RegistryStarter starter = new RegistryStarter(
                Starters.PLUGIN, EnumSet.of(CiService.GITLAB_CI), "Title", null, "main", null, null, null);
        assertThat(starter.files(false, null))
                .filteredOn(file -> file.path().equals("README.md"))
                .singleElement()
                .satisfies(file -> assertThat(file.text())
                        .contains("GitLab CI: a merge request", "keeps the site as an artifact")
                        .contains("as **protected** and masked variables, with the\n  environment scope `registry`.")
                        .contains("Never use a token of a person.", "-Dregistry.contributor=NAME#ID")
                        .doesNotContain("GitHub"));
    }

    @Test
    void ci_other_isConfiguredByItsReference() throws IOException {
        for (StarterFile file : files().toList()) {
            if (file.path().equals(".travis.yml")) {
                assertFits("travis", file);
            } else if (file.path().startsWith(".circleci/")) {
                assertFits("circleci", file);
            }
        }
    }

    private static void assertFits(String service, StarterFile file) throws IOException {
        try (InputStream in = StarterFilesTest.class.getResourceAsStream("/ci/" + service + ".schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
            JsonNode tree = new ObjectMapper().valueToTree(yaml(file.text()));
            assertThat(schema.validate(tree)).as(file.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme's: \"best\" # of - all",
                "${{ secrets.TOKEN }} `id` $(id) ${HOME}",
                "</name><name>&amp;<!-- --",
                "- [x]: {y}",
                "\\u0041 \\",
                "@yaml.branch@ @block.deploy@",
                "\u2028 \ufeff \ud83d\udc33 null",
            })
    void title_ofAnyText_isWrittenAsItIs(String title) throws Exception {
        for (StarterFile file : Starters.registry(title, null).files(false, null)) {
            if (file.path().equals("registry.yaml")) {
                assertThat(map(yaml(file.text())).get("title")).isEqualTo(title);
                assertThat(map(yaml(file.text())).get("url")).isEqualTo("https://registry.example");
            } else if (file.path().equals("pom.xml")) {
                Document pom = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(file.text())));
                assertThat(pom.getElementsByTagName("name").item(0).getTextContent())
                        .isEqualTo(title);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "\u001b[31m"})
    void title_ofSeveralLines_isRefused(String title) {
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> Starters.registry(title, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bucket", "s3://", "s3://a b", "s3://a\"", "s3://${{ x }}", "-s3://a"})
    void target_notABucket_isRefused(String target) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Starters.registry("Title", target))
                .withMessageContaining("registry.target=");
    }

    @Test
    void recipe_ofTheContainer_isDetected() {
        assertThat(Recipe.of(List.of("Dockerfile", "pom.xml")))
                .isEqualTo(new Recipe.Found(Recipe.BUILDAH, "Dockerfile"));
        assertThat(Recipe.of(List.of("Containerfile", "Dockerfile")).file()).isEqualTo("Containerfile");
        assertThat(Recipe.of(List.of("Singularity.v2", "a.txt")))
                .isEqualTo(new Recipe.Found(Recipe.APPTAINER, "Singularity.v2"));
        assertThat(Recipe.of(List.of("a.def"))).isEqualTo(new Recipe.Found(Recipe.APPTAINER, "a.def"));
        assertThat(Recipe.of(List.of("pom.xml", "src"))).isEqualTo(new Recipe.Found(Recipe.JIB, ""));
        assertThat(Recipe.of(List.of())).isEqualTo(new Recipe.Found(Recipe.BUILDAH, "Dockerfile"));
    }

    @Test
    void ci_unknown_isReported() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> CiService.of("jenkins"))
                .withMessageContaining("github-actions, gitlab-ci, circleci, travis");
    }

    @Test
    void container_onGitLab_isRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new ContainerStarter(
                        Starters.PLUGIN,
                        EnumSet.of(CiService.GITLAB_CI),
                        Recipe.of(List.of()),
                        RepositoryName.parse("acme/app"),
                        "s3://acme-blobs",
                        null,
                        "https://git.example/acme/registry"))
                .withMessageContaining("registry.ci=gitlab-ci: is for registries only");
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<?, ?> map(Object yaml) {
        return (Map<?, ?>) yaml;
    }

    @Test
    void imageOfJib_hasTheTimeOfItsCommit() {
        ContainerStarter jib = Starters.container(Recipe.of(List.of("pom.xml")));

        assertThat(jib.snippet())
                .contains(
                        "<creationTime>USE_CURRENT_TIMESTAMP</creationTime>",
                        "<org.opencontainers.image.source>https://HOST/OWNER/app</org.opencontainers.image.source>")
                .doesNotContain("revision");
        assertThat(jib.files())
                .filteredOn(file -> file.path().endsWith(".yml"))
                .hasSize(3)
                .allMatch(file -> file.text().contains("created=$(git log -1 --format=%cI)")
                        && file.text().contains("package jib:buildTar \"-Djib.container.creationTime=$created\""));
    }
}
