package io.github.registryorg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that we made and serve, probed. */
class ProbeTest {

    @TempDir
    Path directory;

    @Test
    void registry_ofOurs_hasNoFault() throws Exception {
        StaticRegistry goals = new StaticRegistry();
        Path metadata =
                Path.of(ProbeTest.class.getResource("/fixtures/registry-small").toURI());
        Path site = directory.resolve("site");
        goals.site(new SiteRequest(metadata, site, Host.of("local"), null, BlobMode.AUTO, RegistryStory.ACCESS));
        ServeRequest request = new ServeRequest(metadata, site, 0, null, List.of("*"), RegistryStory.ACCESS);
        try (LocalServer server = goals.serve(request, (method, path, status) -> {})) {
            Path file = directory.resolve("report.json");
            ProbeTarget target = new ProbeTarget(
                    RemoteUrl.parse("http://" + server.address()), RepositoryName.parse("acme/app"), null, true);
            ProbeReport report = goals.probe(new ProbeRequest(target, file, AllowedHosts.NONE, null, Logins.NONE));

            assertThat(report.findings()).isEmpty();
            assertThat(report.looked()).containsExactly("acme/app:1.4.2", "acme/app:latest");
            assertThat(report.right()).containsExactly(Area.values());
            assertThat(Files.readAllBytes(file)).isEqualTo(report.json());
        }
    }
}
