package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.client.Client;
import io.github.registryorg.client.Grade;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.GradeTable;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host would not take, and what clients can do therefore. */
class SiteLargeFilesTest {

    private static final int MOST = 50_000;

    /** Eight of different sizes, each too large for a file. */
    private static final List<String> LAYERS =
            IntStream.range(0, 8).mapToObj(i -> "x".repeat(MOST + 1 + i)).toList();

    private static final String CONFIG = ManifestText.config("amd64", LAYERS.size());
    private static final String LARGE = ManifestText.image(CONFIG, LAYERS.toArray(new String[0]));

    @TempDir
    Path directory;

    private RegistryDirectory registry;

    /** Redirects to stores on the web, as Cloudflare Pages does. */
    private record Edge(Map<Limit, Long> limits) implements Host {

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public HostCapabilities capabilities() {
            return new HostCapabilities(EnumSet.complementOf(EnumSet.of(HostAbility.FINDS_BLOBS)), limits);
        }

        @Override
        public Optional<String> usualAddress() {
            return Optional.empty();
        }

        @Override
        public void emit(List<BlobRule> rules, TreeSink sink) {}
    }

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        registry.page("acme/large", "store: file:.store");
        registry.content("acme/large", CONFIG);
        registry.content("acme/large", LARGE);
        long size = ManifestText.size(LARGE) + ManifestText.size(CONFIG);
        for (String layer : LAYERS) {
            registry.blob(".store", layer);
            size += ManifestText.size(layer);
        }
        registry.blob(".store", CONFIG);
        registry.tag("acme/large", "1.0", ManifestText.MANIFEST, LARGE, size);
    }

    private SiteResult make(BlobMode mode, Map<Limit, Long> limits) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        new Edge(limits),
                        "https://registry.example",
                        mode,
                        RegistryStory.ACCESS));
    }

    private Path blob(String content) {
        return directory.resolve("site/v2/acme/large/blobs/" + ManifestText.digest(content));
    }

    private static Grade.Cell pull(SiteResult made, Client client) {
        return made.grade().cells().get(client).get(Operation.PULL);
    }

    private JsonNode limits() throws IOException {
        return PlainJson.READER
                .readTree(Files.readAllBytes(directory.resolve("site").resolve(Grade.FILE)))
                .get("limits");
    }

    private static List<String> refused(SiteResult made) {
        return GradeTable.lines(made.grade()).stream()
                .filter(line -> line.contains("will refuse"))
                .toList();
    }

    @Test
    void largeBlobs_forAHostWithALimit_areLeftOut() throws IOException {
        SiteResult made = make(BlobMode.AUTO, Map.of(Limit.FILE_BYTES, (long) MOST));

        LAYERS.forEach(layer -> assertThat(blob(layer)).doesNotExist());
        assertThat(made.findings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(
                                "HOST_LIMIT 8 files: have up to 50,008 bytes in one file, and edge allows at most 50,000: left out of"
                                        + " the site: v2/acme/large/blobs/" + ManifestText.digest(LAYERS.get(7))
                                        + " (50,008 bytes), ")
                        .contains(" (50,004 bytes) and 3 more. Keep blobs in a store with a public address"));
        // acme/app works, and this doesn't
        for (Client client : List.of(Client.DOCKER, Client.PODMAN, Client.SKOPEO, Client.CRANE, Client.CONTAINERD)) {
            assertThat(pull(made, client).works()).isEqualTo(Works.PARTLY);
            assertThat(pull(made, client).needs()).containsExactly(Need.LARGE_BLOBS);
        }
        assertThat(directory.resolve("site/acme/large/index.html"))
                .content()
                .contains("This can't be pulled from here: layers are larger than a file may be")
                .doesNotContain("docker pull");
        assertThat(directory.resolve("site/acme/app/index.html")).content().contains("docker pull");
        assertThat(limits()).isEmpty();
        assertThat(refused(made)).isEmpty();
    }

    @Test
    void largeBlobs_withCopy_areKeptAndLowerTheGrade() throws IOException {
        SiteResult made = make(BlobMode.COPY, Map.of(Limit.FILE_BYTES, (long) MOST));

        LAYERS.forEach(layer -> assertThat(blob(layer)).exists());
        assertThat(made.findings())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.toString())
                                .startsWith(
                                        "HOST_LIMIT 8 files: have up to 50,008 bytes in one file, and edge allows at most 50,000: v2/"));
        assertThat(pull(made, Client.DOCKER).works()).isEqualTo(Works.YES);
        assertThat(limits().toString()).isEqualTo("[{\"limit\":\"FILE_BYTES\",\"amount\":50008,\"most\":50000}]");
        assertThat(refused(made))
                .containsExactly(
                        "edge will refuse this site, whatever the table shows: it has 50,008 bytes in one file,"
                                + " and the maximum is 50,000.");
    }

    @Test
    void largeFile_alone_isTheSubjectOfTheFinding() {
        assertThat(make(BlobMode.COPY, Map.of(Limit.FILE_BYTES, MOST + 7L)).findings())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .startsWith("HOST_LIMIT v2/acme/large/blobs/" + ManifestText.digest(LAYERS.get(7))
                        + ": has 50,008 bytes in one file, and edge allows at most 50,007. ");
    }

    @Test
    void site_largerThanTheLimit_hasALowerGrade() throws IOException {
        SiteResult made = make(BlobMode.AUTO, Map.of(Limit.SITE_BYTES, 100_000L, Limit.FILES, 5L));

        assertThat(limits()).extracting(limit -> limit.get("limit").asText()).containsExactly("SITE_BYTES", "FILES");
        assertThat(limits().get(1).get("amount").asLong()).isEqualTo(made.files());
        assertThat(limits().get(1).get("most").asLong()).isEqualTo(5);
        assertThat(refused(made))
                .hasSize(2)
                .last()
                .asString()
                .contains("it has " + made.files() + " files, and the maximum is 5");
        assertThat(make(BlobMode.AUTO, Map.of(Limit.SITE_BYTES, 100_000L, Limit.FILES, 5L))
                        .changed())
                .isFalse();
    }
}
