package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tag that a page tells people to pull, and its table. */
class RepositoryExampleTest {

    private static final String SIGNATURE = "sha256-" + "0a".repeat(32) + ".sig";

    private static final Pattern COMMAND = Pattern.compile("registry\\.example\\.org/acme/lib:([^\\s<\"]+)");

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

    private void tag(String name) {
        registry.tag("acme/lib", name, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    /** The tags of the commands that the page shows. */
    private List<String> examples() throws IOException {
        return COMMAND.matcher(page("nginx", "https://registry.example.org"))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private String page(String host, String url) throws IOException {
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of(host),
                        url,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
        return Files.readString(directory.resolve("site/acme/lib/index.html"));
    }

    @ParameterizedTest
    @CsvSource({
        "latest, '2.0.0 latest nightly sha-9f8e7d6 pr-12'",
        "v2.0.0, 'v2.0.0 v2.0.0-rc.1 v1.9.9'",
        "1.9.0, '2.0.0-rc.1 1.9.0 1.9.0-alpine'",
        "1.9.0-alpine, '2.0.0-rc.1 1.9.0-alpine'",
        "2.0.0-rc.1, '2.0.0-rc.1 20260506 nightly'",
        "20260506, '20250101 20260506 zulu'",
        "nightly, 'nightly sha-9f8e7d6'",
        "sha-9f8e7d6, 'sha-9f8e7d6 pr-12'",
    })
    void example_ofTheseTags_isTheNewestThatIsMeantForPeople(String example, String tags) throws IOException {
        for (String tag : tags.split(" ")) {
            tag(tag);
        }
        tag(SIGNATURE);
        assertThat(examples()).containsExactly(example);
    }

    @Test
    void example_whereTheNewestIsYanked_isTheOneBefore() throws IOException {
        tag("latest");
        tag("1.1");
        registry.tag(
                "acme/lib",
                "1.0",
                ManifestText.MANIFEST,
                Sample.AMD64,
                ManifestText.size(Sample.AMD64)
                        + ManifestText.size(Sample.AMD64_CONFIG)
                        + ManifestText.size(Sample.SHARED_LAYER)
                        + ManifestText.size(Sample.AMD64_LAYER));
        yank();
        assertThat(examples()).containsExactly("1.0");
        assertThat(page("nginx", "https://registry.example.org"))
                .contains("latest is yanked: leaks its log")
                .containsOnlyOnce("<option data-digest")
                .contains(">1.0</option>");
    }

    private void yank() {
        registry.note("acme/lib", ManifestText.digest(Sample.ARM64), "layout: digest", "yanked: leaks its log");
    }

    @Test
    void example_whereAllAreYanked_isNoneAndTheReasonIsShown() throws IOException {
        tag("latest");
        tag("1.1");
        yank();
        assertThat(examples()).isEmpty();
        assertThat(page("nginx", "https://registry.example.org"))
                .contains("All tags are yanked, so there is no command to pull one: leaks its log")
                .doesNotContain("class=\"chooser\"");
    }

    @Test
    void page_belowAPath_saysWhatToDoInstead() throws IOException {
        tag("1.1");
        assertThat(page("github-pages", "https://acme.github.io/registry"))
                .contains("be pulled from here: its /v2/ is not at the root of a host.")
                .contains("mvn io.github.registry-org:registry-maven-plugin:serve")
                .doesNotContain("class=\"chooser\"");
    }

    @Test
    void page_withoutAnAddress_saysWhatToPull() throws IOException {
        tag("1.1");
        assertThat(page("nginx", null)).contains("Pull HOST/acme/lib:1.1").doesNotContain("class=\"chooser\"");
    }

    @Test
    void example_ofSignaturesAlone_isNone() throws IOException {
        tag(SIGNATURE);
        assertThat(examples()).isEmpty();
    }

    @Test
    void recipe_ofALegacyTag_isLinkedWhereTheSiteHasIt() throws IOException {
        registry.page("moon/cheese")
                .file(
                        "moon/cheese/manifests/old/README.md",
                        "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n")
                .file("moon/cheese/manifests/old/Singularity.gpu", "Bootstrap: docker\n")
                .file("moon/cheese/manifests/old/Singularity.large", "#".repeat(1024 * 1024 + 1));

        examples();

        Path repository = directory.resolve("site/moon/cheese");
        assertThat(Files.readString(repository.resolve("index.html")))
                .contains("<li><a href=\"manifests/old/Singularity.gpu\">Singularity.gpu</a></li>")
                .doesNotContain("Singularity.large");
        assertThat(repository.resolve("manifests/old/Singularity.large")).doesNotExist();
        assertThat(repository.resolve("manifests/old/Singularity.gpu")).hasContent("Bootstrap: docker");
    }
}
