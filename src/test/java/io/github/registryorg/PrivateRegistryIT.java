package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.IsolatedMachine;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RealImages;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.ServerPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations and commands for private registries, as they are printed: nothing is served without a login. */
class PrivateRegistryIT {

    private static final DocumentationPage PAGE = DocumentationPage.ofSite("private");
    private static final String HOST = "registry.acme.example";
    private static final String PASSWORD = "export PASSWORD=wonderland-7\n";
    private static final String STORE = "https://" + HOST + "/-/store";
    private static final String ZEROS = "sha256:" + "0".repeat(64);

    @TempDir
    private Path temporary;

    /** An image whose blobs are redirected to the store, and one whose blobs are in the site. */
    private void makeSite(String host, Path srv) throws IOException {
        new RealImages(temporary).umociLayout();
        RegistryStory story = new RegistryStory(temporary);
        story.publishAt(STORE, "oci:layout:1.0", "acme/app", "1.4.2");
        story.publish("oci:layout:1.0", "acme/copied", "1.4.2");
        StoreAccess access = new StoreAccess(
                StoreMap.parse(List.of(STORE + "=file:registry/blobs-of-all"), temporary),
                RegistryStory.ACCESS.allowed(),
                null,
                RegistryStory.ACCESS.buckets());
        new StaticRegistry()
                .site(new SiteRequest(
                        story.registry,
                        srv.resolve("registry"),
                        Host.of(host),
                        "https://" + HOST,
                        BlobMode.AUTO,
                        access));
        Files.move(story.registry.resolve("blobs-of-all"), srv.resolve("store"));
    }

    private static String section(String host) {
        return switch (host) {
            case "nginx" -> "nginx";
            case "apache" -> "Apache";
            default -> "Caddy";
        };
    }

    private static String configuration(String host) {
        return switch (host) {
            case "nginx" -> "/etc/nginx/sites-enabled/registry";
            case "apache" -> "/etc/apache2/sites-enabled/registry.conf";
            default -> "/etc/caddy/Caddyfile";
        };
    }

    private static String start(String host, ServerPrograms programs) {
        return switch (host) {
            case "nginx" -> programs.program("nginx");
            case "apache" -> "apache2ctl start";
            default ->
                programs.program("caddy")
                        + " run --config /etc/caddy/Caddyfile > /var/log/caddy.log 2>&1 < /dev/null &";
        };
    }

    /** Makes the login and writes the configuration, both as printed, and starts the server. */
    private void serve(String host, ServerPrograms programs, IsolatedMachine machine) throws IOException {
        makeSite(host, machine.srv());
        List<DocumentationPage.Fence> printed = PAGE.fences(section(host));
        assertThat(printed).hasSize(2);
        assertThat(PAGE.text()).contains("`" + configuration(host) + "`");
        machine.certificate();
        machine.run(PASSWORD + printed.get(0).text());
        Files.writeString(temporary.resolve("printed"), printed.get(1).text());
        machine.run("cp " + temporary.resolve("printed") + " " + configuration(host));
        machine.run(start(host, programs) + "\nfor i in $(seq 100); do\n" + "  if curl -s -o /dev/null https://" + HOST
                + "/; then exit 0; fi; sleep 0.1\ndone\nexit 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "caddy"})
    void printedConfiguration_withoutALogin_servesNothing(String host) throws IOException {
        RealClient.of(host.equals("apache") ? "apache2" : host);
        RealClient.of("curl");
        try (IsolatedMachine machine = IsolatedMachine.start(temporary, HOST)) {
            serve(host, ServerPrograms.INSTALLED, machine);
            assertPulled(machine, "podman");
            assertPulled(machine, "skopeo");
            assertClosed(machine);
        }
    }

    @Test
    void printedCommands_ofOtherClients_pullFromANewerCaddyAfterTheirLogin() throws IOException {
        List<String> clients = List.of("crane", "oras", "apptainer");
        clients.forEach(RealClient::unstable);
        RealClient.unstable("docker");
        // makes the login
        RealClient.of("caddy");
        try (IsolatedMachine machine = IsolatedMachine.start(temporary, HOST)) {
            serve("caddy", ServerPrograms.UNSTABLE, machine);
            for (String client : clients) {
                assertPulled(machine, client);
            }
            // pulls by its daemon only, but logs in by itself
            String login = PAGE.only(" docker login ");
            machine.fail("rm -rf .docker\n" + PASSWORD.replace("wonder", "blunder") + login);
            assertThat(machine.run(PASSWORD + login)).contains("Login Succeeded");
            assertClosed(machine);
        }
    }

    @Test
    void probe_asPrintedForANewerNginx_usesTheLoginOfPodman() throws IOException {
        RealClient.of("nginx");
        try (IsolatedMachine machine = IsolatedMachine.start(temporary, HOST)) {
            serve("nginx", ServerPrograms.UNSTABLE, machine);
            String probe = PAGE.only(":probe ");
            assertThat(DocumentationPage.ofSite("goals").only(":probe ")).isEqualTo(probe);

            assertThat(machine.fail(probe)).contains("LOGIN");
            machine.run(PASSWORD + PAGE.only("podman login").lines().findFirst().orElseThrow());
            assertThat(machine.run("cp /etc/ssl/certs/registry.pem ca.crt\n" + PAGE.only("keytool ") + probe))
                    .contains("No client is known to fail here.");
            assertClosed(machine);
        }
    }

    private void assertPulled(IsolatedMachine machine, String client) {
        String printed = PAGE.only(" " + client + " ");
        String pull = printed.substring(printed.indexOf('\n') + 1);
        // some share what a login stores
        assertThat(machine.fail("rm -rf .docker .apptainer /run/containers\n" + pull))
                .containsIgnoringCase("auth");
        if (client.equals("apptainer")) {
            // without a shell in its root directory, it makes no image of what it has fetched
            assertThat(machine.fail(PASSWORD + printed)).contains("Extracting OCI image");
            return;
        }
        machine.run(PASSWORD + printed);
        machine.run(pull.replace("acme/app", "acme/copied")
                .replace("app.", "copied.")
                .replace("oci:app", "oci:copied")
                .replace("layout:", "copied:"));
    }

    /** No response without a login, or with a wrong one, has a byte of what was asked for. */
    private void assertClosed(IsolatedMachine machine) throws IOException {
        Collection<String> content = new HashSet<>(FileTrees.of(machine.srv()).values());
        content.remove(Digest.sha256(new byte[0]).toString());
        List<String> paths = new ArrayList<>(paths(machine.srv().resolve("registry")));
        for (String login : List.of("", "header = \"If-None-Match: *\"\n", "user = \"alice:wrong\"\n")) {
            if (login.startsWith("user")) {
                // each takes Caddy as long as it is meant to take those who guess
                paths.removeIf(path -> !path.matches("/(|v2/acme/app/(manifests/1\\.4\\.2|tags/list))"));
            }
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < paths.size(); i++) {
                requests.append(i == 0 ? "" : "next\n")
                        .append("url = \"https://" + HOST)
                        .append(paths.get(i))
                        .append("\"\noutput = \"closed/")
                        .append(i)
                        .append("\"\npath-as-is\nsilent\nwrite-out = \"%{http_code}\\n\"\n")
                        .append(login);
            }
            Files.writeString(machine.home().resolve("requests"), requests);
            List<String> codes = machine.run("rm -rf closed; mkdir closed; curl -K requests")
                    .lines()
                    .toList();
            assertThat(codes).hasSameSizeAs(paths);
            for (int i = 0; i < codes.size(); i++) {
                // what no registry serves has the same response in all of them
                boolean isOfContent = paths.get(i).matches("/(v2/)?acme/.*|/(v2/)?|/api/.*|/-/(assets|store)/.*")
                        && !paths.get(i).endsWith("/.htaccess");
                assertThat(codes.get(i))
                        .as(login + paths.get(i))
                        .isIn("401", isOfContent ? "401" : "403", isOfContent ? "401" : "404");
            }
            assertThat(FileTrees.of(machine.home().resolve("closed")).values()).doesNotContainAnyElementsOf(content);
        }
    }

    /** All files, and what is not there. */
    private static Set<String> paths(Path site) {
        Set<String> paths = new TreeSet<>();
        FileTrees.of(site).keySet().forEach(file -> {
            paths.add("/" + file);
            paths.add("/" + file.replaceFirst("index\\.html$", ""));
        });
        for (String name : List.of("acme/app", "acme/absent")) {
            for (String end :
                    List.of("manifests/absent", "manifests/" + ZEROS, "blobs/" + ZEROS, "referrers/" + ZEROS)) {
                paths.add("/v2/" + name + "/" + end);
            }
        }
        FileTrees.of(site.resolveSibling("store")).keySet().forEach(blob -> {
            paths.add("/-/store/" + blob);
            paths.add("/v2/acme/app/blobs/" + blob.replace('/', ':'));
        });
        return paths;
    }
}
