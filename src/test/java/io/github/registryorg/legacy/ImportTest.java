package io.github.registryorg.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Json;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.SeedRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry like the real one in the first static registry's format becomes ours. */
class ImportTest {

    @TempDir
    Path directory;

    private SeedRegistry seed;

    @BeforeEach
    void seed() throws IOException {
        seed = new SeedRegistry(Files.createDirectory(directory.resolve("registry"))).likeTheRealOne();
    }

    @AfterEach
    void close() {
        seed.close();
    }

    /** Where it is meant to change, run with {@code -Dgolden.update=true} and review the difference. */
    @Test
    void import_ofARegistry_hasTheExpectedBytes() throws IOException, URISyntaxException {
        ImportResult result = seed.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.summary())
                .isEqualTo("4 tags imported, 0 left as they are, 0 in OCI format already: "
                        + result.changed().size() + " files changed.");
        String actual = tree();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/golden/import.txt"), actual);
        }
        Path golden = Path.of(ImportTest.class.getResource("/golden/import.txt").toURI());
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    /** All files as one text, with the storage's address, which is another one each time, written as an example. */
    private String tree() throws IOException {
        StringBuilder tree = new StringBuilder();
        List<Path> files;
        try (Stream<Path> all = Files.walk(seed.directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            tree.append("=== ")
                    .append(seed.directory.relativize(file).toString().replace('\\', '/'))
                    .append('\n')
                    .append(Files.readString(file).replace("127.0.0.1:" + seed.storage.port(), "storage.example"))
                    .append('\n');
        }
        return tree.toString();
    }

    @Test
    void import_validated_hasNoWarning() {
        seed.importIt();

        ValidateResult validated = seed.validate();
        assertThat(validated.errors()).isEmpty();
        assertThat(validated.warnings()).isEmpty();
        assertThat(validated.tags()).isEqualTo(4);
        // the three files; the empty config is in the registry itself, and nobody asks for it
        assertThat(validated.blobs()).isEqualTo(3);
    }

    @Test
    void file_ofSeveralTags_isReadOnce() {
        seed.importIt();

        assertThat(seed.storage.requests()).hasSize(3).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void import_repeated_changesNothing() {
        seed.importIt();
        Map<String, String> before = FileTrees.of(seed.directory);
        int asked = seed.storage.requests().size();

        ImportResult again = seed.importIt();

        assertThat(FileTrees.of(seed.directory)).isEqualTo(before);
        assertThat(again.changed()).isEmpty();
        assertThat(again.summary())
                .isEqualTo("0 tags imported, 0 left as they are, 4 in OCI format already: 0 files changed.");
        assertThat(seed.storage.requests()).hasSize(asked);
    }

    @Test
    void image_pulledFromTheSite_hasTheSameBytes() throws Exception {
        seed.importIt();
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(seed.directory, site, Host.of("local"), null, BlobMode.AUTO, seed.access()));
        try (LocalServer server = new StaticRegistry()
                .serve(new ServeRequest(seed.directory, site, 0, seed.access()), (method, path, status) -> {})) {
            String v2 = "http://" + server.address() + "/v2/lab/centos/";
            JsonNode manifest = Json.reader().readTree(get(v2 + "manifests/latest"));
            assertThat(manifest.at("/layers/0/mediaType").asText())
                    .isEqualTo("application/vnd.sylabs.sif.layer.v1.sif");
            assertThat(get(v2 + "blobs/" + manifest.at("/config/digest").asText()))
                    .asString()
                    .isEqualTo("{}");
            assertThat(get(v2 + "blobs/" + manifest.at("/layers/0/digest").asText()))
                    .isEqualTo(SeedRegistry.SIF);
            // the first static registry's own clients follow the url in its API
            JsonNode api = Json.reader().readTree(get("http://" + server.address() + "/lab/centos/manifests/latest/"));
            assertThat(get(api.at("/layers/0/urls/0").asText())).isEqualTo(SeedRegistry.SIF);
        }
    }

    private static byte[] get(String url) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<byte[]> response =
                client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @EnumSource(
            value = BlobMode.class,
            names = {"AUTO", "COPY"})
    void host_withoutRedirects_hasTheConfig(BlobMode blobs) {
        seed.importIt();
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(seed.directory, site, Host.of("github-pages"), null, blobs, seed.access()));

        Path all = site.resolve("v2/lab/centos/blobs");
        assertThat(all.resolve(SeedRegistry.sha256("{}".getBytes(StandardCharsets.UTF_8))))
                .hasContent("{}");
        assertThat(all.resolve(SeedRegistry.sha256(SeedRegistry.SIF))).hasBinaryContent(SeedRegistry.SIF);
    }

    @Test
    void artifact_imported_equalsAPublishedOne() throws IOException {
        seed.importIt();
        Files.write(directory.resolve("lab-nginx-latest.sif"), SeedRegistry.OTHER_SIF);
        try (RegistryStory story = new RegistryStory(Files.createDirectory(directory.resolve("published")))) {
            story.publish("sif:../lab-nginx-latest.sif", "lab/nginx", "latest");

            String published = Files.readString(story.registry.resolve("lab/nginx/manifests/latest/README.md"));
            String digest = published
                    .lines()
                    .filter(line -> line.startsWith("digest: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(seed.text("lab/nginx/manifests/latest/README.md")).contains(digest);
        }
    }

    /** Between any two of its writes, each of which is whole. */
    @Test
    void import_killed_isFinishedByTheNext() throws IOException {
        Map<String, String> seedFiles = contents();
        List<String> written = new ArrayList<>(seed.importIt().changed());
        Map<String, String> expected = contents();
        // what a tag names is written before the tag
        written.sort(Comparator.comparing((String file) -> file.endsWith(".md")).thenComparing(file -> file));
        for (int killed = 0; killed <= written.size(); killed++) {
            clear();
            seedFiles.forEach(seed::file);
            written.subList(0, killed).forEach(file -> seed.file(file, expected.get(file)));
            if (killed < written.size()) {
                Path next = Path.of(written.get(killed));
                String partial = "." + next.getFileName() + "." + new UUID(killed, 7) + ".tmp";
                seed.file((next.getParent() == null ? "" : next.getParent() + "/") + partial, "half of i");
            }

            assertThat(seed.importIt().errors()).as(written.toString()).isEmpty();

            assertThat(contents()).isEqualTo(expected);
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : FileTrees.of(seed.directory).keySet()) {
            contents.put(file, seed.text(file));
        }
        return contents;
    }

    private void clear() throws IOException {
        for (String file : FileTrees.of(seed.directory).keySet()) {
            Files.delete(seed.directory.resolve(file));
        }
    }

    @Test
    void import_dry_writesTheReportOnly() {
        Map<String, String> before = FileTrees.of(seed.directory);

        ImportResult result = seed.dryRun();

        assertThat(FileTrees.of(seed.directory)).isEqualTo(before);
        assertThat(result.imported()).isEqualTo(4);
        assertThat(result.changed()).isEmpty();
        assertThat(seed.report()).content().contains("\"dryRun\" : true", SeedRegistry.sha256(SeedRegistry.SIF));
    }
}
