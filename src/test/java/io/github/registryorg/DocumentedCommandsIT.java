package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.IsolatedMachine;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the pages about goals print, run in the order in which somebody would who begins. */
class DocumentedCommandsIT {

    private static final DocumentationPage README = DocumentationPage.readme();
    private static final String STORE = "-Dregistry.storeMap=https://storage.example/acme=file:/srv/store";

    @TempDir
    private Path temporary;

    private IsolatedMachine machine;

    @BeforeEach
    void begin() {
        for (String program : new String[] {"git", "curl", "rsync"}) {
            RealClient.of(program);
        }
        machine = IsolatedMachine.start(temporary, "storage.example");
    }

    @AfterEach
    void end() {
        if (machine != null) {
            machine.close();
        }
    }

    /** In a directory, where nobody serves the store yet. */
    private String run(String directory, String commands) {
        return machine.run(
                "export MAVEN_OPTS=" + STORE + "\nmkdir -p " + directory + "; cd " + directory + "\n" + commands);
    }

    @Test
    void commands_ofReadmeAndGoals_run() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("app"), "1.4.2")
                .writeDirectory(Files.createDirectories(machine.home().resolve("app/build"))
                        .resolve("app"));
        run("app", README.only(":publish "));
        run("registry", README.only("-Dregistry.title"));
        assertThat(run("other", DocumentationPage.ofSite("goals").only("-Dregistry.kind=registry -Dregistry.ci=")))
                .contains("registry.yaml");
        machine.run("rm -r registry/example; cp -r app/target/registry/. registry/");

        String served = README.only(":serve");
        assertThat(run(
                        "registry",
                        "(" + served.strip().replace("\n", " && ") + ") > ../serve.log 2>&1 &\n"
                                + "for i in $(seq 600); do\n"
                                + "  if curl -sf http://127.0.0.1:5000/v2/acme/app/tags/list; then exit 0; fi; sleep 0.2\n"
                                + "done\ncat ../serve.log; exit 1\n"))
                .contains("\"1.4.2\"", "\"latest\"");

        contribution();
        machine.run("mkdir -p /srv/registry");
        run("registry", DocumentationPage.ofSite("goals").only("pull/7/head"));
        run("registry", DocumentationPage.ofSite("goals").only("-Dregistry.verdict"));
        run("registry", DocumentationPage.ofSite("contributions").only("-Dregistry.contributor"));
        machine.run("cd registry; git merge -q --no-ff -m Merge update");
        run("registry", DocumentationPage.ofSite("rules").only("-Dregistry.since"));
        run("registry", DocumentationPage.ofSite("hosts").only("-Dregistry.host=nginx"));
        assertThat(machine.srv().resolve("registry/-/host/nginx.conf")).isRegularFile();
    }

    /** The registry on a git server, with a pull request, and a tag from before what it has now. */
    private void contribution() throws IOException {
        Files.writeString(
                machine.home().resolve("registry/stricter.yaml"), "formatVersion: 1\nrules:\n  maxLayers: 100\n");
        machine.run("git config --global user.name Keeper; git config --global user.email keeper@acme.example\n"
                + "git init -q --bare /srv/origin.git; cd registry; git init -qb main; git add .gitignore pom.xml\n"
                + "git commit -qm Begin; git add -A; git commit -qm Registry; git tag v1.0\n"
                + "git remote add origin /srv/origin.git; git push -q origin main; git checkout -qb update\n"
                + "cp -r acme/app/manifests/latest acme/app/manifests/newest; git add -A; git commit -qm Update\n"
                + "git push -q origin update:refs/pull/7/head; git checkout -q main\n");
    }
}
