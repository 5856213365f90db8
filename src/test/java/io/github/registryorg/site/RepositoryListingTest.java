package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lists, badges and feeds show a repository. */
class RepositoryListingTest {

    private static final String SIGNATURE = "sha256-" + "0a".repeat(32) + ".sig";
    private static final long AMD64_SIZE = ManifestText.size(Sample.AMD64)
            + ManifestText.size(Sample.AMD64_CONFIG)
            + ManifestText.size(Sample.SHARED_LAYER)
            + ManifestText.size(Sample.AMD64_LAYER);

    @TempDir
    Path directory;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        registry.page("acme/lib", "store: file:.store");
        registry.content("acme/lib", Sample.ARM64_CONFIG);
        registry.content("acme/lib", Sample.ARM64);
        registry.content("acme/lib", Sample.AMD64_CONFIG);
        registry.content("acme/lib", Sample.AMD64);
    }

    private void tag(String name, String manifest, String published) {
        registry.tag(
                "acme/lib",
                name,
                "mediaType: application/vnd.oci.image.manifest.v1+json",
                "digest: " + ManifestText.digest(manifest),
                "size: " + (manifest.equals(Sample.AMD64) ? AMD64_SIZE : Sample.ARM64_SIZE),
                "published: \"" + published + "\"");
    }

    private void yank(String manifest) {
        registry.note("acme/lib", ManifestText.digest(manifest), "layout: digest", "yanked: leaks its log");
    }

    private SiteResult make() {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of("nginx"),
                        "https://registry.example.org",
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
    }

    private JsonNode json(String path) throws IOException {
        return Json.readObject(Files.readAllBytes(directory.resolve("site").resolve(path)));
    }

    /** What the catalogue says of it. */
    private JsonNode listed() throws IOException {
        make();
        JsonNode page = json("api/" + json("api/catalog.json").get("first").asText());
        for (JsonNode repository : page.get("repositories")) {
            if (repository.get("name").asText().equals("acme/lib")) {
                return repository;
            }
        }
        throw new AssertionError("acme/lib is not in " + page);
    }

    private String badge() throws IOException {
        return json("api/repositories/acme/lib/-/badge.json").get("message").asText();
    }

    private String feed() throws IOException {
        return Files.readString(directory.resolve("site/api/repositories/acme/lib/-/feed.xml"));
    }

    @Test
    void repository_withAVersion_isListedByIt() throws IOException {
        tag("latest", Sample.ARM64, "2026-11-20T00:00:00Z");
        tag("1.4.2", Sample.ARM64, "2026-11-20T00:00:00Z");
        tag("1.4", Sample.ARM64, "2026-11-20T00:00:00Z");

        assertThat(listed().at("/newest/tag").asText()).isEqualTo("1.4.2");
        assertThat(badge()).isEqualTo("1.4.2");
    }

    @Test
    void repository_whollyYankedButSigned_isYanked() throws IOException {
        tag("1.0", Sample.ARM64, "2026-11-20T00:00:00Z");
        tag(SIGNATURE, Sample.AMD64, "2026-11-20T00:00:00Z");
        yank(Sample.ARM64);

        assertThat(listed().path("yanked").asBoolean()).isTrue();
        assertThat(badge()).isEqualTo("yanked");
    }

    @Test
    void repository_ofSignaturesAlone_hasNoNewestTag() throws IOException {
        tag(SIGNATURE, Sample.AMD64, "2026-11-20T00:00:00Z");

        assertThat(listed().has("newest")).isFalse();
        assertThat(badge()).isEqualTo("no tags");
    }

    @Test
    void tag_yanked_isNoNews() throws IOException {
        tag("1.1", Sample.AMD64, "2026-11-21T00:00:00Z");
        tag("1.0", Sample.ARM64, "2026-11-20T00:00:00Z");
        yank(Sample.AMD64);

        assertThat(listed().get("published").asText()).startsWith("2026-11-20");
        assertThat(listed().at("/newest/tag").asText()).isEqualTo("1.0");
        assertThat(feed()).contains("acme/lib:1.0").doesNotContain("acme/lib:1.1");
    }

    @Test
    void time_thatFewPeopleWrite_isReadAll() throws IOException {
        tag("1.0", Sample.ARM64, "2026-01-01T00:00:00.123456789012345678901234567890Z");
        make();

        assertThat(feed()).contains("<updated>2026-01-01T00:00:00Z</updated>");
        assertThat(directory.resolve("site/acme/lib/index.html"))
                .content()
                .contains("<time datetime=\"2026-01-01T00:00:00.123456789Z\"");
    }

    @Test
    void successor_thatIsNotThere_isReportedAndNotLinked() throws IOException {
        registry.page("acme/lib", "store: file:.store", "deprecated: old", "successor: acme/nope");
        tag("1.0", Sample.ARM64, "2026-11-20T00:00:00Z");

        assertThat(make().warnings())
                .filteredOn(problem -> problem.code() == ProblemCode.SUCCESSOR_UNKNOWN)
                .singleElement()
                .extracting(Problem::subject)
                .isEqualTo("acme/lib");
        Path page = directory.resolve("site/acme/lib/index.html");
        assertThat(page).content().contains("Deprecated:").doesNotContain("acme/nope");

        registry.page("acme/nope", "store: file:.store");
        assertThat(make().warnings()).extracting(Problem::code).doesNotContain(ProblemCode.SUCCESSOR_UNKNOWN);
        assertThat(page).content().contains("<a href=\"../../acme/nope/\">acme/nope</a>");
    }

    @Test
    void logo_thatIsNoPicture_isReportedAndLeftOut() {
        registry.file("logo.svg", "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>");

        SiteResult made = make();

        assertThat(made.warnings()).extracting(Problem::code).contains(ProblemCode.LOGO_IGNORED);
        assertThat(directory.resolve("site/index.html")).content().doesNotContain("/logo.");
    }
}
