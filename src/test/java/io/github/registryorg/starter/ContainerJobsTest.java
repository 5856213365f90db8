package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.testkit.CiSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The jobs that each CI runs for a tag of a container's repository, with programs that record how they are called: one that
 * builds, and one that publishes what the first one hands to it.
 */
class ContainerJobsTest {

    private static final String TOKEN = "s3cr3t-t0k3n";
    private static final String DIGEST = "9f8cd412c43bf263ed68c0354bfbe467359603c32d22c33894b212bb55c39966";
    private static final String ATTACHING = "mvn -B -ntp registry:publish registry:serve -Dregistry.tags=1.0,latest"
            + " -Dregistry.push=true -Dregistry.run=bash .registry/attach.sh";

    private static final List<String> PROGRAMS =
            List.of("podman", "docker", "mvn", "syft", "apptainer", "curl", "sha256sum", "tar");

    /** All of them: what is called, what that makes, and what {@code mvn} would find. */
    private static final String PROGRAM = """
            #!/bin/sh
            name=$(basename "$0")
            echo "$name $*${REGISTRY_TOKEN:+ with $REGISTRY_TOKEN}" >> "$CALLS"
            case "$name $*" in *"$FAILING"*) exit 1 ;; esac
            case "$name $*" in
              "podman push"*|"podman manifest push"*) echo image > "$(echo "$*" | sed 's/.*oci-archive://')" ;;
              "docker buildx build"*) echo image > target/built/image.tar ;;
              apptainer*) echo image > target/built/image.sif ;;
              syft*) echo sbom > "$(echo "$*" | sed 's/.*cyclonedx-json=\\([^ ]*\\).*/\\1/')" ;;
              tar*index.json*) echo '{"manifests":[{"digest":"sha256:DIGEST","size":1}]}' ;;
              curl*" -H @- "*) echo "header $(cat)" >> "$CALLS"; echo '{"count":1,"value":"t0k3n-of-job"}' ;;
              curl*" -o "*) echo program > "$(echo "$*" | sed 's/.* -o \\([^ ]*\\).*/\\1/')" ;;
              mvn*package*) for module in . server; do
                  [ ! -d "$module" ] || { mkdir -p "$module/target"; echo image > "$module/target/jib-image.tar"; }
                done ;;
              mvn*registry:publish*)
                echo "finds $(find . -path '*/target/*' -type f -not -path './target/tools/*' | sort | tr '\\n' ' ')" >> "$CALLS"
                [ -z "${AWS_WEB_IDENTITY_TOKEN_FILE:-}" ] ||
                  echo "is $AWS_ROLE_ARN by $(cat "$AWS_WEB_IDENTITY_TOKEN_FILE")" >> "$CALLS" ;;
            esac
            """.replace("DIGEST", DIGEST);

    @TempDir
    Path directory;

    private GitDirectoryFixture project;
    private String head;

    /** How each runs a job. */
    private enum Ci {
        GITHUB(CiService.GITHUB_ACTIONS) {
            @Override
            CiSteps steps(Path project, String job) {
                return CiSteps.github(project.resolve(".github/workflows/container.yml"), job);
            }
        },
        GITLAB(CiService.GITLAB_CI) {
            @Override
            CiSteps steps(Path project, String job) {
                return CiSteps.gitlab(project.resolve(".gitlab-ci.yml"), job);
            }
        },
        CIRCLECI(CiService.CIRCLECI) {
            @Override
            CiSteps steps(Path project, String job) {
                return CiSteps.circleci(project.resolve(".circleci/config.yml"), job);
            }
        },
        TRAVIS(CiService.TRAVIS) {
            @Override
            CiSteps steps(Path project, String job) {
                return CiSteps.travis(project.resolve(".travis.yml"), job.equals("build") ? "image" : job);
            }
        };

        private final CiService service;

        Ci(CiService service) {
            this.service = service;
        }

        abstract CiSteps steps(Path project, String job);
    }

    /** A project that builds this. */
    private void project(Ci ci, Recipe.Found recipe, ProjectPom pom, ImageOptions options) throws IOException {
        project = GitDirectoryFixture.init(directory.resolve("git/acme/app"));
        project.file("pom.xml", "<project/>");
        if (pom.hasModules()) {
            project.file("lib/pom.xml", "<project/>").file("server/pom.xml", "<project/>");
        }
        ContainerStarter starter = new ContainerStarter(
                Starters.PLUGIN,
                Set.of(ci.service),
                recipe,
                pom,
                options,
                RepositoryName.parse("acme/app"),
                Starters.AWS,
                "https://git.example/acme/registry");
        starter.files().forEach(file -> project.file(file.path(), file.text()));
        head = project.commit("Begin");
        for (String tag : List.of("v0.9", "v1.0")) {
            Files.writeString(project.directory().resolve(".git/refs/tags").resolve(tag), head + "\n");
        }
        Path programs = Files.createDirectories(directory.resolve("bin"));
        for (String name : PROGRAMS) {
            Path program = Files.writeString(programs.resolve(name), PROGRAM);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    private void dockerfile(Ci ci, ImageOptions options) throws IOException {
        project(ci, Recipe.of(List.of("Dockerfile"), options.builder()), ProjectPom.NONE, options);
    }

    /** A clean directory, in which every service but GitHub's has checked out the project. */
    private Path work(Ci ci, String job) throws IOException {
        Path work = Files.createDirectories(directory.resolve(job + "/app"));
        if (ci != Ci.GITHUB) {
            copy(project.directory(), work);
            Path config = work.resolve(".git/config");
            String remote = "[remote \"origin\"]\n\turl = " + project.directory() + "\n";
            Files.writeString(config, Files.readString(config) + remote);
        }
        return work;
    }

    /** Where a job gets what another one has handed over. */
    private Path publishing(Ci ci) throws IOException {
        Path work = work(ci, "publish");
        Files.writeString(Files.createDirectories(work.resolve("target/built")).resolve("image.tar"), "image");
        return work;
    }

    private CiSteps.Ended run(Ci ci, String job, Path work, String failing) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"),
                "CALLS",
                directory.resolve("calls-of-" + job).toString(),
                "FAILING",
                failing,
                "GITHUB_SERVER_URL",
                "file://" + directory.resolve("git"),
                "GITHUB_REPOSITORY",
                "acme/app",
                "GITHUB_SHA",
                head,
                "GITHUB_REF_NAME",
                "v1.0",
                "CIRCLE_TAG",
                "v1.0",
                "TRAVIS_TAG",
                "v1.0",
                "CI_COMMIT_TAG",
                "v1.0"));
        if (job.equals("publish")) {
            environment.put("ACTIONS_ID_TOKEN_REQUEST_URL", "https://ci.example/token?a=b");
            environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "t0k3n-of-request");
            environment.put("AWS_ID_TOKEN", "t0k3n-of-job");
            environment.put("CIRCLE_OIDC_TOKEN_V2", "t0k3n-of-job");
            environment.put("AWS_ROLE_ARN", "the-role");
            if (ci != Ci.GITHUB) {
                environment.put("REGISTRY_TOKEN", TOKEN);
            }
        }
        Map<String, String> expressions = Map.of(
                "github.token", "",
                "vars.AWS_ROLE_ARN", "the-role",
                "vars.AWS_REGION", "",
                "secrets.COSIGN_PRIVATE_KEY", "",
                "secrets.COSIGN_PASSWORD", "",
                "secrets.REGISTRY_TOKEN", TOKEN);
        return ci.steps(project.directory(), job).run(work, environment, expressions);
    }

    /** Both jobs. */
    private void runsWell(Ci ci) throws IOException {
        Path building = work(ci, "build");
        CiSteps.Ended built = run(ci, "build", building, "nothing");
        assertThat(built.exit()).as(built.output()).isZero();
        Path publishing = work(ci, "publish");
        copy(building.resolve("target/built"), publishing.resolve("target/built"));
        CiSteps.Ended published = run(ci, "publish", publishing, "nothing");
        assertThat(published.exit()).as(published.output()).isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** What a job has called that begins with one of these words. */
    private List<String> calls(String job, String... words) throws IOException {
        Path calls = directory.resolve("calls-of-" + job);
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream()
                        .filter(call -> List.of(words).contains(call.substring(0, call.indexOf(' '))))
                        .toList()
                : List.of();
    }

    /** A role of AWS is taken on where the service vouches for the job, by a token that is on no command line. */
    @ParameterizedTest
    @EnumSource
    void tag_pushed_isBuiltPublishedAndProposed(Ci ci) throws IOException {
        dockerfile(ci, ImageOptions.NONE);

        runsWell(ci);

        assertThat(calls("build", "podman", "mvn", "header", "is"))
                .containsExactly(
                        "podman build --format oci --file Dockerfile --tag image .",
                        "podman push -q image oci-archive:target/built/image.tar");
        assertThat(calls("publish", "podman", "mvn", "finds"))
                .containsExactly(
                        "mvn -B -ntp registry:publish -Dregistry.tags=1.0,latest",
                        "finds ./target/built/image.tar ",
                        "mvn -B -ntp registry:pull-request with " + TOKEN);
        assertThat(calls("publish", "is"))
                .isEqualTo(ci == Ci.TRAVIS ? List.of() : List.of("is the-role by t0k3n-of-job"));
        assertThat(calls("publish", "curl", "header"))
                .isEqualTo(
                        ci == Ci.GITHUB
                                ? List.of(
                                        "curl -fsS -H @- https://ci.example/token?a=b&audience=sts.amazonaws.com",
                                        "header Authorization: Bearer t0k3n-of-request")
                                : List.of());
    }

    @ParameterizedTest
    @EnumSource
    void job_ofWhichAnythingFails_fails(Ci ci) throws IOException {
        dockerfile(ci, ImageOptions.NONE);

        assertThat(run(ci, "build", work(ci, "build"), "build --format").exit()).isNotZero();
        assertThat(calls("build", "podman")).hasSize(1);

        Path publishing = publishing(ci);
        assertThat(run(ci, "publish", publishing, "registry:publish").exit()).isNotZero();
        assertThat(calls("publish", "mvn")).singleElement().asString().contains("registry:publish");

        assertThat(run(ci, "publish", publishing, "registry:pull-request").exit())
                .isNotZero();
    }

    /** What was fetched and is not what it should be is not run. */
    @Test
    void program_ofAnotherChecksum_failsTheJob() throws IOException {
        dockerfile(Ci.GITLAB, new ImageOptions(null, List.of(), true, false));

        assertThat(run(Ci.GITLAB, "publish", publishing(Ci.GITLAB), "sha256sum").exit())
                .isNotZero();

        assertThat(calls("publish", "curl")).last().asString().contains("cosign/releases/download/v");
        assertThat(calls("publish", "mvn")).isEmpty();
    }

    @Test
    void platforms_byPodman_areBuiltScannedAndPublishedAsOne() throws IOException {
        dockerfile(Ci.CIRCLECI, new ImageOptions(null, List.of("linux/amd64", "linux/arm/v7"), true, true));

        runsWell(Ci.CIRCLECI);

        assertThat(calls("build", "docker")).singleElement().asString().contains("tonistiigi/binfmt:", "@sha256:");
        assertThat(calls("build", "podman"))
                .containsExactly(
                        "podman manifest create images",
                        "podman build --no-cache --format oci --file Dockerfile --platform linux/amd64"
                                + " --tag image:linux-amd64 .",
                        "podman manifest add images containers-storage:localhost/image:linux-amd64",
                        "podman build --no-cache --format oci --file Dockerfile --platform linux/arm/v7"
                                + " --tag image:linux-arm-v7 .",
                        "podman manifest add images containers-storage:localhost/image:linux-arm-v7",
                        "podman manifest push -q --all images oci-archive:target/built/image.tar",
                        "podman push -q image:linux-amd64 oci-archive:target/platform.tar",
                        "podman push -q image:linux-arm-v7 oci-archive:target/platform.tar");
        assertThat(calls("build", "syft"))
                .hasSize(2)
                .allMatch(call -> call.equals("syft scan -q -o cyclonedx-json=target/built/sbom/" + DIGEST
                        + ".json oci-archive:target/platform.tar"));
        assertThat(calls("publish", "mvn", "finds"))
                .startsWith(ATTACHING, "finds ./target/built/image.tar ./target/built/sbom/" + DIGEST + ".json ");
    }

    @Test
    void platforms_byBuildx_areOneBuildWithItsSbom() throws IOException {
        List<String> platforms = List.of("linux/amd64", "linux/arm64");
        ImageOptions options = new ImageOptions(Recipe.BUILDX, platforms, false, true);
        dockerfile(Ci.GITLAB, options);

        runsWell(Ci.GITLAB);

        assertThat(calls("build", "docker"))
                .satisfiesExactly(
                        call -> assertThat(call).isEqualTo("docker buildx version"),
                        call -> assertThat(call).isEqualTo("docker context create gitlab"),
                        call -> assertThat(call).contains("tonistiigi/binfmt:"),
                        call -> assertThat(call)
                                .startsWith("docker buildx create --name registry --driver docker-container")
                                .endsWith(" gitlab"),
                        call -> assertThat(call)
                                .matches("docker buildx build --builder registry --provenance=false"
                                        + " --attest type=sbom,generator=[^ ]+@sha256:[0-9a-f]{64}"
                                        + " --platform linux/amd64,linux/arm64"
                                        + " --file Dockerfile --output type=oci,dest=target/built/image.tar ."));
        assertThat(calls("publish", "mvn"))
                .first()
                .isEqualTo("mvn -B -ntp registry:publish -Dregistry.tags=1.0,latest");
    }

    @Test
    void definitionFile_ofApptainer_isBuiltAndPublished() throws IOException {
        ImageOptions options = new ImageOptions(null, List.of(), false, true);
        project(Ci.TRAVIS, Recipe.of(List.of("app.def"), null), ProjectPom.NONE, options);

        runsWell(Ci.TRAVIS);

        assertThat(calls("build", "apptainer"))
                .containsExactly("apptainer build --force --fakeroot target/built/image.sif app.def");
        assertThat(calls("publish", "finds"))
                .containsExactly("finds ./target/built/image.sif ./target/built/sbom/image.json ");
    }

    @Test
    void imageOfJib_isWhereThePublishingJobLooksForIt() throws IOException {
        ProjectPom pom = new ProjectPom(true, false, true, false);
        project(Ci.CIRCLECI, Recipe.of(List.of("pom.xml"), null), pom, ImageOptions.NONE);

        runsWell(Ci.CIRCLECI);

        assertThat(calls("build", "mvn")).singleElement().asString().startsWith("mvn -B -ntp package jib:buildTar -D");
        assertThat(calls("publish", "finds")).containsExactly("finds ./target/jib-image.tar ");
    }

    /** Of all modules, one contribution, which becomes one pull request. */
    @Test
    void imagesOfModules_areOneContribution() throws IOException {
        ImageOptions options = new ImageOptions(null, List.of(), true, false);
        project(Ci.GITHUB, Recipe.of(List.of("pom.xml"), null), Starters.MODULES, options);

        runsWell(Ci.GITHUB);

        assertThat(calls("build", "mvn")).singleElement().asString().startsWith("mvn -B -ntp package -Djib.");
        String work = directory.resolve("publish/app").toString();
        assertThat(calls("publish", "mvn", "finds"))
                .containsExactly(
                        ATTACHING.replace("=1.0,latest", "=1.0,latest -Dregistry.output=" + work + "/target/registry"),
                        "finds ./server/target/jib-image.tar ./target/jib-image.tar ",
                        "mvn -B -ntp registry:pull-request with " + TOKEN);
    }

    /** What the job that builds hands over can't become a file of the project. */
    @Test
    void handedOver_beyondImages_isLeftAlone() throws IOException {
        project(Ci.CIRCLECI, Recipe.of(List.of("pom.xml"), null), Starters.MODULES, ImageOptions.NONE);
        Path work = work(Ci.CIRCLECI, "publish");
        for (String path : List.of("pom.xml", ".mvn/jvm.config", "server/pom.xml", "other/jib-image.tar")) {
            Path file = work.resolve("target/built").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "hostile");
        }

        assertThat(run(Ci.CIRCLECI, "publish", work, "nothing").exit()).isZero();

        assertThat(work.resolve("pom.xml")).hasContent("<project/>");
        assertThat(work.resolve("server/pom.xml")).hasContent("<project/>");
        assertThat(work.resolve(".mvn")).doesNotExist();
        assertThat(work.resolve("other")).doesNotExist();
    }
}
