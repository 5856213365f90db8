package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.RepositoryContent;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.KnownRegistry;
import io.github.registryorg.testkit.WebServer;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where real web servers redirect for blobs, whatever is in the metadata; and that a moved tag does not require
 * a reload.
 */
class WebServerRedirectsIT {

    private static final Digest LAYER = Digest.sha256(KnownRegistry.LAYER);
    private static final Digest OTHER = Digest.sha256(KnownRegistry.CONFIG);
    private static final Digest LONG = Digest.parse("sha512:" + "ab".repeat(64));

    @TempDir
    Path directory;

    private WebServer server;

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    private static BlobRule rule(String name, Digest digest, String address) {
        return BlobRule.of(RepositoryName.parse(name), digest, List.of(address));
    }

    private static final List<BlobRule> RULES = List.of(
            rule("a", null, "https://one.example/blobs"),
            rule("a-b.c__d/e", null, "https://two.example/x/"),
            rule("acme/app", null, "https://three.example/a b/$document_root/%2Fc/\"{re}';#\\${1}@STORES@\n\u00e4"),
            rule("acme/app", OTHER, "https://four.example/f?x=$1&y=%{HTTP_HOST}&z={env.HOME}&w=%41"),
            rule("acme/app/nested", null, "https://one.example/blobs"));

    private void serve(String host) throws IOException {
        KnownRegistry registry =
                new KnownRegistry(directory, "https://one.example/blobs").makeSite(host, BlobMode.AUTO);
        TreeSink sink = new TreeSink() {
            @Override
            public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
                try {
                    Path file = registry.site.resolve(path);
                    Files.createDirectories(file.getParent());
                    Files.write(file, content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
                throw new UnsupportedOperationException(path);
            }
        };
        for (BlobRule rule : RULES) {
            List<BlobRule> own = new ArrayList<>(RULES);
            own.removeIf(other -> !other.repository().equals(rule.repository()));
            FileTrees.clear(registry.site.resolve("-/host/v2/" + rule.repository() + "/store"));
            Host.of(host).emit(new RepositoryContent(rule.repository(), List.of(), own), sink);
        }
        Host.of(host).emit(RULES, sink);
        server = WebServer.start(host, directory, registry.site);
    }

    private HttpResponse<String> ask(String method, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void assertRedirected(String name, Digest digest, String location) {
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> response = ask(method, "/v2/" + name + "/blobs/" + digest + "?ns=x");
            assertThat(response.statusCode()).isEqualTo(307);
            assertThat(response.headers().allValues("Location")).containsExactly(location);
            assertThat(response.headers().allValues("Docker-Content-Digest")).containsExactly(digest.toString());
            assertThat(response.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
            assertThat(response.headers().allValues("Docker-Distribution-Api-Version"))
                    .containsExactly("registry/2.0");
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("public, max-age=60");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "caddy"})
    void repository_withAStore_redirectsToIt(String host) throws IOException {
        serve(host);
        assertRedirected("a", LAYER, "https://one.example/blobs/sha256/" + LAYER.hex());
        assertRedirected("a", LONG, "https://one.example/blobs/sha512/" + LONG.hex());
        assertRedirected("acme/app/nested", LAYER, "https://one.example/blobs/sha256/" + LAYER.hex());
        assertRedirected("a-b.c__d/e", LAYER, "https://two.example/x/sha256/" + LAYER.hex());
        String odd =
                "https://three.example/a%20b/%24document_root/%2Fc/%22%7Bre%7D';#%5C%24%7B1%7D%40STORES%40%0A%C3%A4";
        assertRedirected("acme/app", LAYER, odd + "/sha256/" + LAYER.hex());
        assertRedirected("acme/app", OTHER, "https://four.example/f?x=%241&y=%%7BHTTP_HOST%7D&z=%7Benv.HOME%7D&w=%41");
        HttpResponse<String> unknown = ask("GET", "/v2/acme/blobs/" + LAYER);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("NAME_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "caddy"})
    void tag_movedWhileTheServerRuns_isServed(String host) throws IOException {
        KnownRegistry registry = new KnownRegistry(directory, null).makeSite(host, BlobMode.AUTO);
        server = WebServer.start(host, directory, registry.site);
        assertNames("latest", registry.index.digest(), KnownRegistry.OCI_INDEX);

        new Contribution(registry.registry, RepositoryName.parse("acme/app"))
                .write(
                        new Image(registry.docker, List.of(registry.docker), List.of()),
                        Map.of(),
                        List.of(Tag.parse("latest"), Tag.parse("new")),
                        List.of(registry.blobs.toUri().toString()));
        registry.makeSite(host, BlobMode.AUTO);

        assertNames("latest", registry.docker.digest(), KnownRegistry.DOCKER);
        assertNames("new", registry.docker.digest(), KnownRegistry.DOCKER);
        assertNames(registry.index.digest().toString(), registry.index.digest(), KnownRegistry.OCI_INDEX);
    }

    private void assertNames(String reference, Digest digest, String type) {
        HttpResponse<String> response = ask("GET", "/v2/acme/app/manifests/" + reference);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Docker-Content-Digest")).containsExactly(digest.toString());
        assertThat(response.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(Digest.sha256(KnownRegistry.bytes(response.body()))).isEqualTo(digest);
    }
}
