package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        return files().filter(file -> file.path().contains("/workflows/"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_written_isComplete(StarterFile file) {
        assertThat(file.text())
                .endsWith("\n")
                .doesNotContain("@block.", "@yaml.", "@xml.", "@text.", "@code.", " \n", "\t");
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
        StarterFile file = Starters.registry("Containers of Acme", "github-pages", null).files(false, null).stream()
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

    /** Of GitHub's own that hand files from one job to another and deploy to its pages, and nothing that could move. */
    @ParameterizedTest
    @MethodSource("workflows")
    void workflow_written_usesOnlyActionsOfGitHubByCommit(StarterFile file) {
        List<String> lines = file.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines.stream().filter(line -> line.matches("(- )?uses:.*")))
                .allMatch(line -> line.equals("uses: ./.github/workflows/validate.yml")
                        || file.path().startsWith(".github/")
                                && line.matches("uses: actions/(upload-artifact|download-artifact|upload-pages-artifact"
                                        + "|deploy-pages)@[0-9a-f]{40} # v[0-9.]+")
                        || file.path().startsWith(".forgejo/")
                                && line.matches("uses: https://code.forgejo.org/forgejo/(upload|download)-artifact"
                                        + "@[0-9a-f]{40}"));
        assertThat(lines).noneMatch(line -> line.replace("--no-cache", "").contains("cache"));
        if (file.path().startsWith(".github/")) {
            assertThat(map(yaml(file.text())).get("permissions")).isNotNull();
        }
    }

    /** What a service can run by digest, it does. */
    @ParameterizedTest
    @MethodSource("files")
    void image_ofACi_isPinned(StarterFile file) {
        Matcher image = Pattern.compile("(?m)^ *(?:- )?image: (.*)$").matcher(file.text());
        while (image.find()) {
            assertThat(image.group(1))
                    .matches("\"?[a-z0-9./:-]+@sha256:[0-9a-f]{64}\"?|ubuntu-2404:(current|20[0-9.]+)");
        }
    }

    /** Not one is made by us, nor asked for: where there are keys, they are secrets of the service. */
    @ParameterizedTest
    @MethodSource("files")
    void key_longLived_isInNoFile(StarterFile file) {
        assertThat(file.text()).doesNotContain("AKIA", "aws_secret_access_key", "BEGIN ");
        if (file.path().contains("workflows")) {
            file.text()
                    .lines()
                    .filter(line -> line.matches(" *[A-Z_]*(TOKEN|KEY|SECRET)[A-Z_]*: .*"))
                    .forEach(line -> assertThat(line).matches(".*: \\$\\{\\{ (secrets|github)\\.[A-Za-z_]+ }}"));
        }
    }

    @Test
    void deploymentToAws_onServicesWithOpenId_hasNoKey() {
        for (String path : List.of(
                ".github/workflows/site.yml",
                ".forgejo/workflows/site.yml",
                ".gitlab-ci.yml",
                ".circleci/config.yml")) {
            assertThat(Starters.file("aws", path).text())
                    .contains("AWS_WEB_IDENTITY_TOKEN_FILE", "registry:deploy")
                    .doesNotContain("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID");
        }
        Map<?, ?> jobs =
                map(map(yaml(Starters.file("aws", ".github/workflows/site.yml").text()))
                        .get("jobs"));
        assertThat(map(jobs.get("deploy")).get("permissions"))
                .isEqualTo(Map.of("contents", "read", "id-token", "write"));
        assertThat(map(jobs.get("site")).get("permissions")).isNull();
        assertThat(map(jobs.get("site")).get("environment")).isNull();
    }

    /** The job that reads what others contributed has nothing of the host's; the one that deploys checks nothing out. */
    @ParameterizedTest
    @ValueSource(strings = {"github-pages", "rsync", "cloudflare-pages", "netlify", "google"})
    void secrets_ofTheHost_areInTheJobThatDeploysOnly(String way) {
        Map<?, ?> jobs =
                map(map(yaml(Starters.file(way, ".github/workflows/site.yml").text()))
                        .get("jobs"));
        assertThat(jobs.keySet().toString()).isEqualTo("[site, deploy, verdict]");
        assertThat(jobs.get("site").toString() + jobs.get("verdict"))
                .doesNotContain("secrets.", "environment=", "vars.");
        assertThat(map(jobs.get("deploy")).get("environment")).isNotNull();
        if (!way.equals("google")) {
            assertThat(jobs.get("deploy").toString()).doesNotContain("mvn", "github.token", "contents=write");
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void script_written_hasNoTextOfContributors(StarterFile file) {
        for (Object job : map(map(yaml(file.text())).get("jobs")).values()) {
            if (map(job).get("steps") instanceof List<?> steps) {
                for (Object step : steps) {
                    assertThat(map(step).containsKey("run"))
                            .isNotEqualTo(map(step).containsKey("uses"));
                    assertThat(String.valueOf(map(step).get(map(step).containsKey("uses") ? "with" : "run")))
                            .doesNotContain("${{");
                }
            }
        }
    }

    @Test
    void workflow_ofContributions_hasNoPermissionsWhereItReadsThem() {
        StarterFile file = workflows()
                .filter(some -> some.path().equals(".github/workflows/validate.yml"))
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
        List<StarterFile> pipelines = Starters.registries().stream()
                .flatMap(registry -> registry.files(false, null).stream())
                .filter(file -> file.path().equals(".gitlab-ci.yml"))
                .toList();
        assertThat(pipelines).hasSize(6);
        for (StarterFile file : pipelines) {
            Map<?, ?> pipeline = map(yaml(file.text()));
            String site = pipeline.containsKey("pages") ? "pages" : "site";
            assertThat(rule(pipeline, "validate"))
                    .isEqualTo("$CI_PIPELINE_SOURCE == \"merge_request_event\" &&"
                            + " $CI_MERGE_REQUEST_TARGET_BRANCH_NAME == \"main\"");
            for (String job :
                    pipeline.containsKey("deploy") ? List.of("site", "deploy", "errors") : List.of("pages", "errors")) {
                assertThat(rule(pipeline, job))
                        .isEqualTo("$CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE != \"schedule\"");
            }
            assertThat(rule(pipeline, "scrub"))
                    .isEqualTo("$CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE == \"schedule\"");
            Map<?, ?> validate = map(pipeline.get("validate"));
            assertThat(validate.get("variables").toString()).contains("GIT_STRATEGY=none");
            assertThat(map(validate.get("artifacts")).get("reports").toString())
                    .contains("gl-code-quality-report.json");
            assertThat(validate.get("cache")).isNull();
            assertThat(validate.get("environment")).isNull();
            assertThat(map(pipeline.get(site)).get("environment")).isNull();
            assertThat(map(map(pipeline.get(site)).get("artifacts"))
                            .get("paths")
                            .toString())
                    .contains("target/errors");
            if (pipeline.containsKey("deploy")) {
                assertThat(map(pipeline.get("deploy")).get("environment")).isEqualTo("registry");
            }
        }
        Map<?, ?> pages =
                map(yaml(Starters.file("gitlab-pages", ".gitlab-ci.yml").text()));
        assertThat(map(map(pages.get("pages")).get("artifacts")).get("paths"))
                .isEqualTo(List.of("public/", "target/errors"));
        assertThat(pages.toString()).doesNotContain("registry:deploy", "environment");
    }

    private static Object rule(Map<?, ?> pipeline, String job) {
        return map(((List<?>) map(pipeline.get(job)).get("rules")).get(0)).get("if");
    }

    @Test
    void readme_ofARegistryOnGitLab_doesNotSpeakOfGitHub() {
        RegistryStarter starter = Starters.registry("Title", "gitlab-pages", null);
        assertThat(starter.files(false, null))
                .filteredOn(file -> file.path().equals("README.md"))
                .singleElement()
                .satisfies(file -> assertThat(file.text())
                        .contains("### GitLab CI", "### Deploying to GitLab Pages")
                        .contains("as **protected** variables with the environment scope\n  `registry`")
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
        for (StarterFile file :
                Starters.registry(title, "s3", "s3://acme-registry").files(false, null)) {
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
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Starters.registry(title, "s3", "s3://acme-registry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bucket", "s3://", "s3://a b", "s3://a\"", "s3://${{ x }}", "-s3://a"})
    void target_notABucket_isRefused(String target) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Starters.registry("Title", "s3", target))
                .withMessageContaining("registry.target=");
    }

    @Test
    void recipe_ofTheContainer_isDetected() {
        assertThat(Recipe.of(List.of("Dockerfile", "pom.xml"), null))
                .isEqualTo(new Recipe.Found(Recipe.PODMAN, "Dockerfile"));
        assertThat(Recipe.of(List.of("Containerfile", "Dockerfile"), null).file())
                .isEqualTo("Containerfile");
        assertThat(Recipe.of(List.of("Singularity.v2", "a.txt"), null))
                .isEqualTo(new Recipe.Found(Recipe.APPTAINER, "Singularity.v2"));
        assertThat(Recipe.of(List.of("a.def"), null)).isEqualTo(new Recipe.Found(Recipe.APPTAINER, "a.def"));
        assertThat(Recipe.of(List.of("pom.xml", "src"), null)).isEqualTo(new Recipe.Found(Recipe.JIB, ""));
        assertThat(Recipe.of(List.of(), null)).isEqualTo(new Recipe.Found(Recipe.PODMAN, "Dockerfile"));
    }

    @Test
    void ci_unknown_isReported() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> CiService.of("jenkins"))
                .withMessageContaining("github-actions, gitlab-ci, forgejo-actions, circleci, travis");
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<?, ?> map(Object yaml) {
        return (Map<?, ?>) yaml;
    }

    @Test
    void imageOfJib_hasTheTimeOfItsCommit() {
        ContainerStarter jib = Starters.container(Recipe.of(List.of("pom.xml"), null));

        assertThat(jib.snippet())
                .contains(
                        "<creationTime>USE_CURRENT_TIMESTAMP</creationTime>",
                        "<org.opencontainers.image.source>https://HOST/OWNER/app</org.opencontainers.image.source>")
                .doesNotContain("revision");
        assertThat(jib.files())
                .filteredOn(file -> file.path().endsWith(".yml"))
                .hasSameSizeAs(CiService.values())
                .allMatch(file -> file.text().contains("created=$(git log -1 --format=%cI)")
                        && file.text().contains("package jib:buildTar \"-Djib.container.creationTime=$created\""));
    }
}
