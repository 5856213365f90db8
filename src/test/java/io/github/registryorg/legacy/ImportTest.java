package io.github.registryorg.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.LegacyRegistry;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RegistryStory;
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

/** A registry like the real one in the legacy format becomes ours. */
class ImportTest {

    @TempDir
    Path directory;

    private LegacyRegistry legacy;

    @BeforeEach
    void legacy() throws IOException {
        legacy = new LegacyRegistry(Files.createDirectory(directory.resolve("registry"))).likeTheRealOne();
    }

    @AfterEach
    void close() {
        legacy.close();
    }

    /** Where it is meant to change, run with {@code -Dgolden.update=true} and review the difference. */
    @Test
    void import_ofARegistry_hasTheExpectedBytes() throws IOException, URISyntaxException {
        ImportResult result = legacy.importIt();

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
        try (Stream<Path> all = Files.walk(legacy.directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            tree.append("=== ")
                    .append(legacy.directory.relativize(file).toString().replace('\\', '/'))
                    .append('\n')
                    .append(Files.readString(file).replace("127.0.0.1:" + legacy.storage.port(), "storage.example"))
                    .append('\n');
        }
        return tree.toString();
    }

    @Test
    void import_validated_hasNoWarning() {
        legacy.importIt();

        ValidateResult validated = legacy.validate();
        assertThat(validated.errors()).isEmpty();
        assertThat(validated.warnings()).isEmpty();
        assertThat(validated.tags()).isEqualTo(4);
        // the three files; the empty config is in the registry itself, and is not requested
        assertThat(validated.blobs()).isEqualTo(3);
    }

    @Test
    void file_ofSeveralTags_isReadOnce() {
        legacy.importIt();

        assertThat(legacy.storage.requests()).hasSize(3).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void recipe_tooLarge_doesNotFailTheImport() {
        legacy.file("lab/busybox/manifests/latest/Singularity", "#".repeat(1024 * 1024 + 1));

        ImportResult result = legacy.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::code).contains(ProblemCode.RECIPE_LEFT_OUT);
    }

    @Test
    void import_repeated_changesNothing() {
        legacy.importIt();
        Map<String, String> before = FileTrees.of(legacy.directory);
        int asked = legacy.storage.requests().size();

        ImportResult again = legacy.importIt();

        assertThat(FileTrees.of(legacy.directory)).isEqualTo(before);
        assertThat(again.changed()).isEmpty();
        assertThat(again.summary())
                .isEqualTo("0 tags imported, 0 left as they are, 4 in OCI format already: 0 files changed.");
        assertThat(legacy.storage.requests()).hasSize(asked);
    }

    @Test
    void image_pulledFromTheSite_hasTheSameBytes() throws Exception {
        legacy.importIt();
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(legacy.directory, site, Host.of("local"), null, BlobMode.AUTO, legacy.access()));
        try (LocalServer server = new StaticRegistry()
                .serve(new ServeRequest(legacy.directory, site, 0, legacy.access()), (method, path, status) -> {})) {
            String v2 = "http://" + server.address() + "/v2/lab/centos/";
            JsonNode manifest = PlainJson.READER.readTree(get(v2 + "manifests/latest"));
            assertThat(manifest.at("/layers/0/mediaType").asText())
                    .isEqualTo("application/vnd.sylabs.sif.layer.v1.sif");
            assertThat(get(v2 + "blobs/" + manifest.at("/config/digest").asText()))
                    .asString()
                    .isEqualTo("{}");
            assertThat(get(v2 + "blobs/" + manifest.at("/layers/0/digest").asText()))
                    .isEqualTo(LegacyRegistry.SIF);
            // clients of the legacy API follow the url in its API
            JsonNode api =
                    PlainJson.READER.readTree(get("http://" + server.address() + "/lab/centos/manifests/latest/"));
            assertThat(get(api.at("/layers/0/urls/0").asText())).isEqualTo(LegacyRegistry.SIF);
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
        legacy.importIt();
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(legacy.directory, site, Host.of("github-pages"), null, blobs, legacy.access()));

        Path all = site.resolve("v2/lab/centos/blobs");
        assertThat(all.resolve(LegacyRegistry.sha256("{}".getBytes(StandardCharsets.UTF_8))))
                .hasContent("{}");
        assertThat(all.resolve(LegacyRegistry.sha256(LegacyRegistry.SIF))).hasBinaryContent(LegacyRegistry.SIF);
    }

    @Test
    void artifact_imported_equalsAPublishedOne() throws IOException {
        legacy.importIt();
        Files.write(directory.resolve("lab-nginx-latest.sif"), LegacyRegistry.OTHER_SIF);
        try (RegistryStory story = new RegistryStory(Files.createDirectory(directory.resolve("published")))) {
            story.publish("sif:../lab-nginx-latest.sif", "lab/nginx", "latest");

            String published = Files.readString(story.registry.resolve("lab/nginx/manifests/latest/README.md"));
            String digest = published
                    .lines()
                    .filter(line -> line.startsWith("digest: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(legacy.text("lab/nginx/manifests/latest/README.md")).contains(digest);
        }
    }

    /** Between any two of its writes, each of which is whole. */
    @Test
    void import_killed_isFinishedByTheNext() throws IOException {
        Map<String, String> legacyFiles = contents();
        List<String> written = new ArrayList<>(legacy.importIt().changed());
        Map<String, String> expected = contents();
        // what a tag names is written before the tag
        written.sort(Comparator.comparing((String file) -> file.endsWith(".md")).thenComparing(file -> file));
        for (int killed = 0; killed <= written.size(); killed++) {
            clear();
            legacyFiles.forEach(legacy::file);
            written.subList(0, killed).forEach(file -> legacy.file(file, expected.get(file)));
            if (killed < written.size()) {
                Path next = Path.of(written.get(killed));
                String partial = "." + next.getFileName() + "." + new UUID(killed, 7) + ".tmp";
                legacy.file((next.getParent() == null ? "" : next.getParent() + "/") + partial, "half of i");
            }

            assertThat(legacy.importIt().errors()).as(written.toString()).isEmpty();

            assertThat(contents()).isEqualTo(expected);
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : FileTrees.of(legacy.directory).keySet()) {
            contents.put(file, legacy.text(file));
        }
        return contents;
    }

    private void clear() throws IOException {
        for (String file : FileTrees.of(legacy.directory).keySet()) {
            Files.delete(legacy.directory.resolve(file));
        }
    }

    @Test
    void import_dry_writesTheReportOnly() {
        Map<String, String> before = FileTrees.of(legacy.directory);

        ImportResult result = legacy.dryRun();

        assertThat(FileTrees.of(legacy.directory)).isEqualTo(before);
        assertThat(result.imported()).isEqualTo(4);
        assertThat(result.changed()).isEmpty();
        assertThat(legacy.report()).content().contains("\"dryRun\" : true", LegacyRegistry.sha256(LegacyRegistry.SIF));
    }
}
