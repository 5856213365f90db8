package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.testkit.CiSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job that each CI runs for a tag of a container's repository, with programs that record how they are called. */
class ContainerJobsTest {

    private static final String TOKEN = "s3cr3t-t0k3n";

    @TempDir
    Path directory;

    private GitDirectoryFixture project;

    /** How each runs the job. */
    private enum Ci {
        GITHUB {
            @Override
            CiSteps steps(Path project) {
                return CiSteps.github(project.resolve(".github/workflows/container.yml"), "publish");
            }
        },
        CIRCLECI {
            @Override
            CiSteps steps(Path project) {
                return CiSteps.circleci(project.resolve(".circleci/config.yml"), "publish");
            }
        },
        TRAVIS {
            @Override
            CiSteps steps(Path project) {
                return CiSteps.travis(project.resolve(".travis.yml"), "publish");
            }
        };

        abstract CiSteps steps(Path project);
    }

    @BeforeEach
    void project() throws IOException {
        project = GitDirectoryFixture.init(directory.resolve("git/acme/app"));
        for (StarterFile file :
                Starters.container(Recipe.of(List.of("Dockerfile"))).files()) {
            project.file(file.path(), file.text());
        }
        project.commit("Begin");
        project.git("tag", "v0.9");
        project.git("tag", "v1.0");
        Path programs = Files.createDirectories(directory.resolve("bin"));
        for (String name : List.of("buildah", "mvn")) {
            Path program = Files.writeString(
                    programs.resolve(name),
                    "#!/bin/sh\n"
                            + "echo \"$(basename \"$0\") $*${REGISTRY_TOKEN:+ with $REGISTRY_TOKEN}\" >> \"$CALLS\"\n"
                            + "case \"$*\" in *\"$FAILING\"*) exit 1 ;; esac\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    private CiSteps.Ended run(Ci ci, String failing) throws IOException {
        return run(ci, "v1.0", failing);
    }

    private CiSteps.Ended run(Ci ci, String tag, String failing) throws IOException {
        Path work = directory.resolve("work/app");
        if (ci == Ci.GITHUB) {
            Files.createDirectories(work);
        } else {
            project.git("clone", "-q", "-b", tag, ".", work.toString());
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"),
                "CALLS",
                directory.resolve("calls").toString(),
                "FAILING",
                failing,
                "GITHUB_SERVER_URL",
                "file://" + directory.resolve("git"),
                "GITHUB_REPOSITORY",
                "acme/app",
                "GITHUB_SHA",
                project.git("rev-parse", "HEAD"),
                "GITHUB_REF_NAME",
                tag,
                "CIRCLE_TAG",
                tag,
                "TRAVIS_TAG",
                tag));
        if (ci != Ci.GITHUB) {
            environment.put("REGISTRY_TOKEN", TOKEN);
        }
        Map<String, String> expressions = Map.of(
                "github.token", "",
                "secrets.AWS_ACCESS_KEY_ID", "",
                "secrets.AWS_SECRET_ACCESS_KEY", "",
                "secrets.AWS_REGION", "",
                "secrets.REGISTRY_TOKEN", TOKEN);
        return ci.steps(project.directory()).run(work, environment, expressions);
    }

    private List<String> publishingCalls() throws IOException {
        return Files.readAllLines(directory.resolve("calls")).stream()
                .filter(call -> call.startsWith("mvn "))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void tag_pushed_isBuiltPublishedAndProposed(Ci ci) throws IOException {
        CiSteps.Ended ended = run(ci, "nothing");

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(Files.readAllLines(directory.resolve("calls")))
                .filteredOn(call -> call.startsWith("buildah "))
                .extracting(call -> call.replaceFirst(" with .*", ""))
                .containsExactly(
                        "buildah build --file Dockerfile --tag image .", "buildah push image oci:target/image");
        assertThat(publishingCalls())
                .containsExactly(
                        "mvn -B -ntp registry:publish -Dregistry.tags=1.0,latest",
                        "mvn -B -ntp registry:pull-request with " + TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void tag_older_leavesLatestWhereItIs(Ci ci) throws IOException {
        assertThat(run(ci, "v0.9", "nothing").exit()).isZero();

        assertThat(publishingCalls()).first().asString().endsWith("registry:publish -Dregistry.tags=0.9");
    }

    @ParameterizedTest
    @EnumSource
    void build_failing_publishesNothing(Ci ci) throws IOException {
        assertThat(run(ci, "build --file").exit()).isNotZero();

        assertThat(publishingCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void publication_failing_failsTheJobAndProposesNothing(Ci ci) throws IOException {
        assertThat(run(ci, "registry:publish").exit()).isNotZero();

        assertThat(publishingCalls()).singleElement().asString().contains("registry:publish");
    }

    @ParameterizedTest
    @EnumSource
    void proposal_failing_failsTheJob(Ci ci) throws IOException {
        assertThat(run(ci, "registry:pull-request").exit()).isNotZero();
    }
}
