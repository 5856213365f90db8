package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.IsolatedMachine;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The how-tos of the documentation, with a registry in git, its store and its site behind nginx, as they are printed. */
class DayTwoIT {

    private static final DocumentationPage PAGE = DocumentationPage.ofSite("day-two");
    private static final String STORE = "https://storage.example/acme";
    private static final String SITE = "https://registry.acme.example";

    @TempDir
    private Path temporary;

    private IsolatedMachine machine;
    private final LayoutFixture layout = new LayoutFixture();
    private final Descriptor older = layout.image("older");
    private final Descriptor newer = layout.image("newer");

    @BeforeEach
    void begin() throws IOException {
        for (String program : List.of("nginx", "git", "rsync", "curl", "jq")) {
            RealClient.of(program);
        }
        machine = IsolatedMachine.start(
                temporary, "registry.acme.example", "registry.example", "storage.example", "blobs.example");
        machine.certificate();
    }

    @AfterEach
    void end() {
        if (machine != null) {
            machine.close();
        }
    }

    /** A registry of two repositories, in a clone with a remote. */
    private void registry() throws IOException {
        layout.entry(older, "1.4.1").entry(newer, "1.4.2").writeDirectory(temporary.resolve("layout"));
        LayoutFixture leak = new LayoutFixture();
        leak.entry(leak.image("with a secret"), "1.0").writeDirectory(temporary.resolve("leak"));
        RegistryStory story = new RegistryStory(temporary);
        story.publishAt(STORE, "oci:layout:1.4.1", "acme/app", "1.4.1");
        story.publishAt(STORE, "oci:layout:1.4.2", "acme/app", "1.4.2");
        story.publishAt(STORE, "oci:leak:1.0", "acme/leak", "1.0");
        Files.move(story.registry.resolve("blobs-of-all"), machine.srv().resolve("store"));
        Path registry = Files.move(story.registry, machine.home().resolve("registry"));
        Files.writeString(
                registry.resolve("registry.yaml"), "formatVersion: 1\ntitle: Acme\nurl: " + SITE + "\nlinks: []\n");
        pom(registry);
        Files.writeString(registry.resolve(".gitignore"), "target/\n");
        machine.run("git config --global user.name Keeper; git config --global user.email keeper@acme.example\n"
                + "git config --global init.defaultBranch main; git init -q --bare /srv/registry.git; cd registry\n"
                + "git init -q; git add -A; git commit -qm Begin; git remote add origin /srv/registry.git\n"
                + "git push -q --set-upstream origin main; mkdir -p /srv/registry; touch /srv/store/begin");
        serveStores();
    }

    private static void pom(Path directory) throws IOException {
        String[] plugin = System.getProperty("it.plugin").split(":");
        Files.writeString(directory.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>example</groupId>
                  <artifactId>acme</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>%s</groupId>
                        <artifactId>%s</artifactId>
                        <version>%s</version>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted((Object[]) plugin));
    }

    /** Adds what nginx serves, and waits until it does. */
    private void serve(String name, String configuration, String url) throws IOException {
        Files.writeString(machine.home().resolve(name), configuration);
        machine.run("cp " + name + " /etc/nginx/sites-enabled/\nnginx -s reload || nginx\n" + awaited(url));
    }

    private static String awaited(String url) {
        return "for i in $(seq 100); do if curl -sf -o /dev/null " + url
                + "; then exit 0; fi; sleep 0.1; done; exit 1\n";
    }

    private static String server(String names, String content) {
        return "server { listen 443 ssl; ssl_certificate /etc/ssl/certs/registry.pem;"
                + " ssl_certificate_key /etc/ssl/private/registry.key; server_name " + names + "; " + content + " }\n";
    }

    private void serveStores() throws IOException {
        serve(
                "stores",
                server("storage.example", "location /acme/ { alias /srv/store/; }")
                        + server("blobs.example", "location /acme/ { alias /srv/new-store/; }"),
                STORE + "/begin");
    }

    private void serveSite() throws IOException {
        serve(
                "registry.conf",
                "include /srv/registry/-/host/nginx-http.conf;\n"
                        + server(
                                "registry.acme.example registry.example",
                                "root /srv/registry; include /srv/registry/-/host/nginx.conf;"),
                SITE + "/v2/");
    }

    /** All blocks of a section, as one script in the clone. */
    private static String section(String heading) {
        return "cd registry\n"
                + PAGE.fences(heading).stream()
                        .map(DocumentationPage.Fence::text)
                        .collect(Collectors.joining());
    }

    private static String block(String heading, int number) {
        return "cd registry\n" + PAGE.fences(heading).get(number).text();
    }

    /** Publishes what is committed already. */
    private static String publishFirst() {
        return section("Publish the change").replace("git commit", "git commit --allow-empty");
    }

    private String status(String url) {
        return machine.run("curl -s -o /dev/null -w '%{http_code}' " + url);
    }

    private static String manifest(String repository, Object reference) {
        return SITE + "/v2/" + repository + "/manifests/" + reference;
    }

    @Test
    void howTos_ofKeepers_doWhatTheySay() throws IOException {
        registry();
        machine.run(publishFirst());
        serveSite();
        assertThat(status(manifest("acme/app", "1.4.1"))).isEqualTo("200");
        assertThat(machine.run(DocumentationPage.ofSite("api").only("curl "))).contains("acme/app");

        machine.run(section("Remove a tag"));
        machine.run(section("Yank"));
        assertThat(machine.run("cd registry; cat acme/app/digests/*/*/*.yaml")).contains("yanked: loses data");
        String blobs = takeDown();
        machine.run(section("Publish the change"));
        assertThat(status(manifest("acme/app", "1.4.1"))).isEqualTo("404");
        assertThat(status(manifest("acme/app", older.digest()))).isEqualTo("200");
        assertThat(status(manifest("acme/app", "1.4.2"))).isEqualTo("200");
        assertThat(machine.run("cat /srv/registry/acme/app/index.html")).contains("loses data on arm64");
        afterTakeDown(blobs);

        machine.run(block("Rename a repository", 0));
        machine.run(section("Publish the change"));
        assertThat(status(manifest("acme/platform", "1.4.2"))).isEqualTo("200");
        assertThat(status(manifest("acme/app", "1.4.2"))).isEqualTo("200");
        machine.run(block("Rename a repository", 1));
        machine.run(section("Move a store"));
        assertThat(machine.run("cd registry; git grep storage.example || true")).isEmpty();
        machine.run(block("Mirror", 0));
        machine.run(section("Publish the change") + "nginx -s reload\n");
        assertThat(status(manifest("acme/app", "1.4.2"))).isEqualTo("404");
        assertThat(status(manifest("mirror/platform", newer.digest()))).isEqualTo("200");
        machine.run(block("Mirror", 1));
        assertThat(machine.run("ls mirrored/target/registry-site/v2/mirror/platform/blobs; "
                        + "cat mirrored/target/registry-site/-/host/nginx*.conf"))
                .contains("sha256:")
                .doesNotContain("blobs.example");

        machine.run(section("Back up and restore"));
        assertThat(machine.run(section("Read the reports"))).endsWith("true\n");
    }

    /** The hex of the blobs that are to be deleted from the store. */
    private String takeDown() {
        String begin = block("Take down a leaked image", 0);
        List<DocumentationPage.Fence> blocks = PAGE.fences("Take down a leaked image");
        machine.run(begin + blocks.get(1).text() + blocks.get(2).text());
        assertThat(machine.run("cat named").lines()).hasSize(1);
        String blobs = machine.run("cat unused");
        assertThat(blobs.lines()).hasSize(2);
        return blobs;
    }

    private void afterTakeDown(String blobs) {
        String layer = blobs.lines().findFirst().orElseThrow();
        assertThat(status(manifest("acme/leak", "1.0"))).isEqualTo("404");
        // nothing is left of the repository, which the catalog still has
        assertThat(machine.run("curl -s " + manifest("acme/leak", "1.0"))).contains("MANIFEST_UNKNOWN");
        String redirected = "-L " + SITE + "/v2/acme/app/blobs/sha256:" + layer;
        assertThat(status(redirected)).isEqualTo("200");
        machine.run(block("Take down a leaked image", 3));
        assertThat(status(redirected)).isEqualTo("404");
    }

    @Test
    void howTos_ofSigning_arriveAtReaders() throws IOException {
        for (String client : List.of("cosign", "oras")) {
            RealClient.unstable(client);
        }
        RealClient.of("skopeo");
        registry();
        Path app = Files.createDirectories(machine.home().resolve("app"));
        pom(app);
        layout.writeDirectory(app.resolve("layout"));
        Files.writeString(app.resolve("sbom.json"), "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}");
        List<DocumentationPage.Fence> sign = PAGE.fences("Sign, and attach an SBOM");
        Files.writeString(app.resolve("attach.sh"), sign.get(1).text());
        machine.run("cd app; export COSIGN_PASSWORD=x\n" + sign.get(0).text()
                + sign.get(2).text() + "cp -r target/registry/. ../registry/\n");
        machine.run(section("Publish the change"));
        serveSite();

        String verified = machine.run("cd app\n" + PAGE.only("cosign verify"));

        assertThat(verified).contains(newer.digest().toString(), "application/vnd.cyclonedx+json");
    }
}
