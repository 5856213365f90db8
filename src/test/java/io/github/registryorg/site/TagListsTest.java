package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tags of a repository, on as many pages as they take. */
class TagListsTest {

    private static final Pattern NAME = Pattern.compile("class=\"tag\"[^>]*>([^<]+)<");

    private static final String AMD64_SIZE = ByteCount.binary(ManifestText.size(Sample.AMD64)
            + ManifestText.size(Sample.AMD64_CONFIG)
            + ManifestText.size(Sample.SHARED_LAYER)
            + ManifestText.size(Sample.AMD64_LAYER));

    @TempDir
    Path directory;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
    }

    private Path site() {
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of("nginx"),
                        "https://registry.example.org",
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
        return directory.resolve("site/acme/app");
    }

    private void tags(int count) {
        for (int i = 0; i < count; i++) {
            registry.tag("acme/app", "2.0." + i, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        }
    }

    private static List<String> names(Path page) throws Exception {
        return NAME.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void tags_ofAFullPage_areOnOne() throws Exception {
        tags(98);
        Path repository = site();
        assertThat(names(repository.resolve("index.html"))).hasSize(100).startsWith("2.0.97");
        assertThat(repository.resolve("-/list")).doesNotExist();
        assertThat(repository.resolve("-/tags.json")).doesNotExist();
    }

    @Test
    void tags_ofSeveralPages_areEachOnOneOfThem() throws Exception {
        tags(400);
        registry.tag("acme/app", "pr-7", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        Path repository = site();

        List<String> all = new ArrayList<>(names(repository.resolve("index.html")));
        assertThat(all).hasSize(100);
        for (String page : List.of("2", "3")) {
            all.addAll(names(repository.resolve("-/list/" + page + "/index.html")));
        }
        assertThat(all)
                .hasSize(403)
                .doesNotHaveDuplicates()
                .startsWith("2.0.399")
                .endsWith("1.4.2", "arm64", "pr-7");
        assertThat(repository.resolve("-/list/4")).doesNotExist();
        try (Stream<Path> pages = Files.list(repository.resolve("-/list"))) {
            assertThat(pages).hasSize(2);
        }
        assertThat(Json.readObject(Files.readAllBytes(repository.resolve("-/tags.json")))
                        .get("total")
                        .asInt())
                .isEqualTo(403);
    }

    @Test
    void size_ofSeveralPlatforms_isThatOfOne() throws Exception {
        registry.tag(
                "acme/app",
                "3.0.0",
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(Sample.BOTH),
                "size: " + Sample.BOTH_SIZE,
                "platforms:",
                "- linux/amd64",
                "- linux/arm64");
        assertThat(Files.readString(site().resolve("index.html")))
                .containsSubsequence(
                        ">3.0.0<",
                        "<summary>",
                        ">" + AMD64_SIZE + "</data></summary>",
                        "<li>linux/amd64 ",
                        ">" + AMD64_SIZE + "</data></li>",
                        "<li>linux/arm64 ",
                        ">" + ByteCount.binary(Sample.ARM64_SIZE) + "</data></li>",
                        ">1.4.2<");
    }
}
