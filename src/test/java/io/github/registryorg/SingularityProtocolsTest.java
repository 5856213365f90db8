package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Grade;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.site.SiteResult;
import io.github.registryorg.testkit.HubClient;
import io.github.registryorg.testkit.LibraryClient;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code library://} and {@code shub://} from a host that has nothing but files, of unknown type and without any header:
 * as GitHub Pages serves them, at the root of a host and at a path.
 */
class SingularityProtocolsTest {

    private static final String IMAGE = "what a SIF file holds";
    private static final String MANIFEST = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST
            + "\",\"config\":" + ManifestText.descriptor("application/vnd.sylabs.sif.config.v1+json", "{}")
            + ",\"layers\":[" + ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", IMAGE) + "]}";

    @TempDir
    Path directory;

    private RegistryDirectory registry;
    private LoopbackServer server;
    private String path = "";

    @BeforeEach
    void begin() {
        registry = new RegistryDirectory(directory.resolve("registry"));
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Containers\nstore: file:.store\n");
        registry.blob(".store", IMAGE).blob(".store", "{}");
        server = LoopbackServer.start(exchange -> {
            String asked = exchange.getRequestURI().getPath();
            Path file = directory.resolve("site").resolve(asked.substring(Math.min(asked.length(), path.length() + 1)));
            if (asked.startsWith(path + "/") && Files.isRegularFile(file)) {
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                LoopbackServer.send(exchange, Files.readAllBytes(file));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        });
    }

    @AfterEach
    void end() {
        server.close();
    }

    private void image(String repository, String tag) {
        image(repository, tag, MANIFEST, ManifestText.size(IMAGE));
    }

    private void image(String repository, String tag, String manifest, long layers) {
        registry.page(repository).content(repository, manifest);
        registry.tag(
                repository,
                tag,
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + ManifestText.digest(manifest),
                "artifactType: application/vnd.sylabs.sif.config.v1+json",
                "size: " + (ManifestText.size(manifest) + layers + 2));
    }

    private SiteResult make(String url) {
        return make("github-pages", url, BlobMode.AUTO);
    }

    private SiteResult make(String host, String url, BlobMode blobs) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(), directory.resolve("site"), Host.of(host), url, blobs, RegistryStory.ACCESS));
    }

    /** In the order of their protocols: library, hub. */
    private static List<Works> works(SiteResult made) {
        return Stream.of(Client.APPTAINER_LIBRARY, Client.APPTAINER_HUB)
                .map(client -> cell(made, client).works())
                .toList();
    }

    private static Grade.Cell cell(SiteResult made, Client client) {
        return made.grade().cells().get(client).get(Operation.PULL);
    }

    private void legacy(String repository, String url) {
        registry.page(repository);
        registry.file(
                repository + "/manifests/latest/README.md",
                "---\nlayout: manifests/singularity\nsize: 704\ndigest: md5:WGQgL3Ok6o6uD2ZRdClzDQ==\nlayers:\n"
                        + "- size: 704\n  digest: md5:WGQgL3Ok6o6uD2ZRdClzDQ==\n  url: " + url + "\n---\n");
    }

    private String page(String repository) throws IOException {
        return Files.readString(directory.resolve("site").resolve(repository).resolve("index.html"));
    }

    @ParameterizedTest
    @CsvSource({"lab/chem/viewer, ''", "lab/viewer, ''", "viewer, ''", "lab/viewer, /registry"})
    void library_withAnImage_findsIt(String repository, String at) {
        path = at;
        image(repository, "1.0");
        make(server.url(path));
        byte[] pulled = new LibraryClient(server.url(path)).pull(repository + ":1.0", "amd64");
        assertThat(new String(pulled, StandardCharsets.UTF_8)).isEqualTo(IMAGE);
        assertThat(server.requests())
                .anyMatch(request -> request.startsWith("GET " + path + "/v1/imagefile/" + repository + ":1.0?arch="));
    }

    @ParameterizedTest
    @CsvSource({"lab/chem/viewer, ''", "lab/viewer, ''", "lab/viewer, /registry", "a/b/c/d/viewer, ''"})
    void shub_withAnImage_findsIt(String repository, String at) {
        path = at;
        image(repository, "1.0");
        make(server.url(path));
        byte[] pulled = HubClient.pull("shub://127.0.0.1" + path + "/" + repository + ":1.0", server.port());
        assertThat(new String(pulled, StandardCharsets.UTF_8)).isEqualTo(IMAGE);
    }

    @Test
    void shub_ofALegacyRegistry_findsImages() {
        legacy("lab/old", server.url("/-/files/old.simg"));
        make(server.url(""));
        registry.file("../site/-/files/old.simg", "an image of another time");
        byte[] pulled = HubClient.pull("shub://127.0.0.1/lab/old:latest", server.port());
        assertThat(new String(pulled, StandardCharsets.UTF_8)).isEqualTo("an image of another time");
    }

    @Test
    void names_invalidForClients_areNotServed() {
        image("lab.chem/viewer", "1.0");
        image("a/b/c/d", "1.0");
        image("lab/viewer", "t".repeat(65));
        make(server.url(""));
        assertThat(directory.resolve("site/api/container/lab.chem")).doesNotExist();
        assertThat(directory.resolve("site/v1/images/a")).doesNotExist();
        assertThat(directory.resolve("site/api/container/lab")).doesNotExist();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HubClient.pull("shub://127.0.0.1/lab.chem/viewer:1.0", server.port()));
    }

    @Test
    void commands_ofTheProtocols_areShownWhereTheyWork() throws IOException {
        image("lab/viewer", "1.0");
        image("lab/chem/viewer", "1.0");
        assertThat(make("https://acme.github.io/registry").commands())
                .extracting(Object::toString)
                .anyMatch(command -> command.contains(
                        "apptainer pull --library https://acme.github.io/registry" + " library://lab/chem/viewer:1.0"));
        assertThat(page("lab/viewer"))
                .contains("apptainer pull --library https://acme.github.io/registry library://lab/viewer:1.0")
                .contains("apptainer pull shub://acme.github.io/registry/lab/viewer:1.0")
                .doesNotContain("oras://", "can&#39;t be pulled");

        make("https://containers.acme.example");
        assertThat(page("lab/viewer"))
                .contains("apptainer pull oras://containers.acme.example/lab/viewer:1.0")
                .contains("apptainer pull --library https://containers.acme.example library://lab/viewer:1.0");
        assertThat(page("lab/chem/viewer"))
                .contains("apptainer pull library://containers.acme.example/lab/chem/viewer:1.0");

        // an address of shub:// has no port
        make("https://containers.acme.example:8443");
        assertThat(page("lab/viewer")).contains("oras://").doesNotContain("shub://");
    }

    @Test
    void grade_ofTheProtocols_isThatOfTheImages() throws IOException {
        String site = "https://acme.github.io/registry";
        image("lab/viewer", "1.0");
        assertThat(works(make(site))).containsExactly(Works.YES, Works.YES);
        assertThat(Files.readString(directory.resolve("site").resolve(Grade.FILE)))
                .contains("{\"client\":\"apptainer library://\",\"pull\":{\"works\":\"yes\"}},"
                        + "{\"client\":\"apptainer shub://\",\"pull\":{\"works\":\"yes\"}}");

        // one component more than library:// allows, and another repository that it serves
        image("a/b/c/viewer", "1.0");
        assertThat(works(make(site))).containsExactly(Works.PARTLY, Works.YES);
        image("viewer", "1.0");
        SiteResult partly = make(site);
        assertThat(works(partly)).containsExactly(Works.PARTLY, Works.PARTLY);
        assertThat(cell(partly, Client.APPTAINER_LIBRARY).needs()).containsExactly(Need.LIBRARY_NAMES);
        assertThat(cell(partly, Client.APPTAINER_HUB).needs()).containsExactly(Need.HUB_NAMES);
        assertThat(works(make("https://acme.example:8443"))).containsExactly(Works.PARTLY, Works.NO);
        // without an address of the site, an image in it has none
        assertThat(cell(make(null), Client.APPTAINER_HUB).needs()).contains(Need.IMAGE_ADDRESSES);
    }

    static Stream<String> hosts() {
        return Host.all().stream().map(Host::name);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void protocols_ofImagesInTheSite_workOnEveryHost(String host) {
        image("lab/viewer", "1.0");

        assertThat(works(make(host, "https://acme.example", BlobMode.COPY))).containsExactly(Works.YES, Works.YES);
        assertThat(directory.resolve("site/v1/images/lab/viewer:1.0")).isRegularFile();
        assertThat(directory.resolve("site/v1/imagefile/lab/viewer:1.0")).hasContent(IMAGE);
    }

    /** A host that finds blobs elsewhere has no copy of an image where {@code library://} requests it. */
    @Test
    void library_needsImagesInTheSite() throws IOException {
        image("lab/viewer", "1.0");
        SiteResult found = make("s3", "https://acme.example", BlobMode.AUTO);
        assertThat(works(found)).containsExactly(Works.NO, Works.YES);
        assertThat(cell(found, Client.APPTAINER_LIBRARY).needs()).containsExactly(Need.IMAGES_IN_SITE);
        assertThat(page("lab/viewer")).doesNotContain("library://").contains("shub://");
        assertThat(works(make("s3", "https://acme.example", BlobMode.COPY))).containsExactly(Works.YES, Works.YES);
        assertThat(page("lab/viewer")).contains("library://");
    }

    /** No command has an address that would be 404. */
    @Test
    void image_thatCannotBeFetched_hasNoAddress() throws IOException {
        // larger than a file may be on this host, in a directory that no other user can reach
        long size = 200_000_000;
        String manifest = MANIFEST.replace("\"size\":" + ManifestText.size(IMAGE), "\"size\":" + size);
        image("lab/viewer", "1.0", manifest, size);
        SiteResult made = make("https://acme.example");
        assertThat(works(made)).containsExactly(Works.NO, Works.NO);
        assertThat(cell(made, Client.APPTAINER_HUB).needs()).containsExactly(Need.IMAGE_ADDRESSES);
        assertThat(directory.resolve("site/api/container/lab")).doesNotExist();
        assertThat(Files.readString(directory.resolve("site/lab/viewer/manifests/1.0/index.html")))
                .contains("https://acme.example/v2/lab/viewer/blobs/" + ManifestText.digest("{}"))
                .doesNotContain("https://acme.example/v2/lab/viewer/blobs/" + ManifestText.digest(IMAGE));
    }

    @Test
    void image_inSeveralFiles_isNotServed() {
        String part = "another part";
        registry.blob(".store", part);
        String layer = ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", part);
        String manifest = MANIFEST.substring(0, MANIFEST.length() - 2) + "," + layer + "]}";
        image("lab/viewer", "1.0", manifest, ManifestText.size(IMAGE) + ManifestText.size(part));
        SiteResult made = make("https://acme.example");
        assertThat(works(made)).containsExactly(Works.NO, Works.NO);
        assertThat(cell(made, Client.APPTAINER_LIBRARY).needs()).containsExactly(Need.SIF_FILES);
        assertThat(cell(made, Client.APPTAINER_HUB).needs()).containsExactly(Need.SIF_FILES);
    }

    @Test
    void images_ofALegacyRegistry_countForShub() {
        legacy("lab/old", "https://images.example/old.simg");
        assertThat(works(make("https://acme.example"))).containsExactly(Works.NOTHING, Works.YES);
        legacy("older", "https://images.example/older.simg");
        SiteResult partly = make("https://acme.example");
        assertThat(works(partly)).containsExactly(Works.NOTHING, Works.PARTLY);
        assertThat(cell(partly, Client.APPTAINER_HUB).needs()).containsExactly(Need.HUB_NAMES);
    }

    @Test
    void images_inTheSiteTwice_countTwice() {
        image("lab/viewer", "1.0");
        long once = make("https://acme.github.io/registry").bytes();
        registry.blob(".store", IMAGE);
        image("lab/viewer", "2.0");
        assertThat(make("https://acme.github.io/registry").bytes() - once).isGreaterThan(ManifestText.size(IMAGE));
    }

    private static String sif(String number) {
        return "#!/usr/bin/env run-singularity\n\0SIF_MAGIC\00001\0" + number + "\0and its content";
    }

    private void sifImage(String number) {
        String sif = sif(number);
        registry.blob(".store", sif);
        String manifest = MANIFEST.replace(
                ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", IMAGE),
                ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", sif));
        image("lab/viewer", "1.0", manifest, ManifestText.size(sif));
    }

    /** Its file knows the architecture; the client trusts the response. */
    @ParameterizedTest
    @CsvSource({"02, amd64, arm64", "04, arm64, amd64", "12, riscv64, amd64"})
    void serve_ofAnotherArchitecture_is404(String number, String architecture, String other) throws IOException {
        sifImage(number);
        make("local", null, BlobMode.COPY);
        String text = Files.readString(directory.resolve("site/v1/images/lab/viewer:1.0"));
        assertThat(text).contains("\"arch\":\"" + architecture + "\"");
        try (LocalServer local = serve()) {
            LibraryClient client = new LibraryClient("http://" + local.address());
            assertThat(client.pull("lab/viewer:1.0", architecture))
                    .isEqualTo(sif(number).getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> client.pull("lab/viewer:1.0", other))
                    .withMessageContaining("404");
            assertThat(client.status("v1/imagefile/lab/viewer:1.0?arch=" + other))
                    .isEqualTo(404);
            assertThat(client.status("v1/imagefile/lab/viewer:1.0?arch=" + architecture))
                    .isEqualTo(200);
            assertThat(client.status("v1/imagefile/lab/viewer:1.0?arch=")).isEqualTo(200);
            assertThat(client.status("v1/imagefile/lab/viewer:1.0")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "99", "\0\0"})
    void serve_ofAnUnknownArchitecture_isServed(String number) {
        sifImage(number);
        make("local", null, BlobMode.COPY);
        try (LocalServer local = serve()) {
            assertThat(new LibraryClient("http://" + local.address()).pull("lab/viewer:1.0", "arm64"))
                    .isEqualTo(sif(number).getBytes(StandardCharsets.UTF_8));
        }
    }

    private LocalServer serve() {
        return new StaticRegistry()
                .serve(
                        new ServeRequest(registry.root(), directory.resolve("site"), 0, RegistryStory.ACCESS),
                        (method, asked, status) -> {});
    }

    @Test
    void page_ofAHostThatIgnoresQueries_saysSo() throws IOException {
        sifImage("02");
        String note = "gets this image whatever architecture it asks for";
        make("github-pages", "https://acme.example", BlobMode.AUTO);
        assertThat(page("lab/viewer")).contains(note);
        make("nginx", "https://acme.example", BlobMode.COPY);
        assertThat(page("lab/viewer")).contains(note);
        make("netlify", "https://acme.example", BlobMode.COPY);
        assertThat(page("lab/viewer")).contains("library://").doesNotContain(note);
    }
}
