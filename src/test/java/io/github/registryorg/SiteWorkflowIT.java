package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.starter.Starters;
import io.github.registryorg.testkit.CiSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jobs of the workflow that deploys, with a Maven that only says what it was run with; what actions hand from one job
 * to another is in the one directory.
 */
class SiteWorkflowIT {

    @TempDir
    Path temporary;

    private GitDirectoryFixture registry;
    private GitDirectoryFixture server;
    private int run;
    private String made = "";

    @BeforeEach
    void begin() throws IOException {
        server = GitDirectoryFixture.at(Files.createDirectories(temporary.resolve("server/acme/registry")));
        server.git("init", "-q", "--bare", "-b", "main", ".");
        server.git("config", "uploadpack.allowAnySHA1InWant", "true");
        registry = GitDirectoryFixture.init(temporary.resolve("registry")).file(".gitignore", "target/\n");
    }

    /** @param validation what registry:validate does */
    private CiSteps.Ended deploy(String validation) throws IOException {
        String head = registry.commit("Change");
        registry.git("push", "-q", server.directory().toString(), "main");
        Path mvn = temporary.resolve("bin/mvn");
        WholeFile.write(
                mvn,
                ("#!/bin/sh\ncase \"$*\" in\n*registry:validate*) cat target/verdict.json 2> /dev/null; " + validation
                                + ";;\n*registry:site*) mkdir -p target/registry-site;"
                                + " cp target/verdict.json target/registry-site/made-with;;\nesac\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        Path workflow = temporary.resolve("site.yml");
        WholeFile.write(
                workflow, Starters.file("rsync", ".github/workflows/site.yml").bytes());
        String address = "file://" + temporary.resolve("server");
        Path work = Files.createDirectories(temporary.resolve("work" + run++));
        Map<String, String> environment = Map.of(
                "PATH",
                temporary.resolve("bin") + ":" + System.getenv("PATH"),
                "GITHUB_SERVER_URL",
                address,
                "GITHUB_REPOSITORY",
                "acme/registry",
                "GITHUB_SHA",
                head);
        Map<String, String> expressions = Map.of("github.token", "secret-of-ci");
        CiSteps.Ended site = CiSteps.github(workflow, "site").run(work, environment, expressions);
        if (site.exit() != 0) {
            return site;
        }
        made = Files.readString(work.resolve("target/registry-site/made-with"));
        assertThat(work.resolve("target/site.tar")).isRegularFile();
        CiSteps.Ended verdict = CiSteps.github(workflow, "verdict").run(work, environment, expressions);
        return new CiSteps.Ended(verdict.exit(), site.output() + verdict.output());
    }

    @Test
    void registry_withErrors_isDeployedAndFailsAtTheEnd() throws IOException {
        CiSteps.Ended good = deploy("echo first > target/verdict.json");
        assertThat(good.exit()).as(good.output()).isZero();
        assertThat(server.git("show", "refs/registry/verdict:verdict.json")).isEqualTo("first");

        CiSteps.Ended bad = deploy("echo second > target/verdict.json; exit 1");
        assertThat(bad.exit()).as(bad.output()).isEqualTo(1);
        // the verdict of the run before was there
        assertThat(bad.output())
                .contains("first", "registry:validate found errors")
                .doesNotContain("secret-of-ci");
        assertThat(made).isEqualTo("second\n");
        assertThat(server.git("show", "refs/registry/verdict:verdict.json")).isEqualTo("second");

        // neither is anything of the site in git
        assertThat(server.git("for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/main\nrefs/registry/verdict");

        CiSteps.Ended mended = deploy("echo third > target/verdict.json");
        assertThat(mended.exit()).as(mended.output()).isZero();
    }

    @Test
    void registry_withoutAVerdict_isNotDeployed() throws IOException {
        CiSteps.Ended ended = deploy("exit 1");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("has made no verdict");
        assertThat(server.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
    }
}
