package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages say about their own addresses, on sites of registries as they are on disk. */
class PageAddressesTest {

    private static final String URL = "https://registry.example/containers/";
    private static final Pattern META = Pattern.compile("<meta property=\"(og:[a-z_]+)\" content=\"([^\"]*)\"/>");
    private static final Pattern CANONICAL = Pattern.compile("<link rel=\"canonical\" href=\"([^\"]*)\"/>");
    private static final Pattern FEED = Pattern.compile(
            "<link rel=\"alternate\" type=\"application/atom\\+xml\" title=\"([^\"]*)\" href=\"([^\"]*)\"/>");

    @TempDir
    private Path directory;

    /** A site with a page of each kind but 404.html: by path, without index.html. */
    private SortedMap<String, String> pages(@Nullable String url) throws IOException {
        RegistryDirectory registry = new RegistryDirectory(directory.resolve("registry"));
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Images\nstore: https://storage.example/acme\n");
        IntStream.range(0, 101).forEach(i -> registry.page("acme/tools/t" + i));
        registry.page("acme/app", "description: What Acme sells").page("app");
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + ManifestText.digest("x") + "\"]}}";
        String manifest = ManifestText.image(config, "layer");
        registry.content("acme/app", config).content("acme/app", manifest);
        long size = ManifestText.size(manifest) + ManifestText.size(config) + ManifestText.size("layer");
        for (int i = 0; i < 101; i++) {
            registry.tag(
                    "acme/app",
                    "1." + i,
                    "mediaType: " + ManifestText.MANIFEST,
                    "digest: " + ManifestText.digest(manifest),
                    "size: " + size,
                    "platforms: [linux/amd64]");
        }
        new StaticRegistry()
                .site(new SiteRequest(
                        directory.resolve("registry"),
                        directory.resolve("site"),
                        Host.of("nginx"),
                        url,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
        SortedMap<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("site"))) {
            for (Path file : (Iterable<Path>)
                    files.filter(file -> file.endsWith("index.html")).sorted()::iterator) {
                String content = Files.readString(file);
                if (content.startsWith("<!DOCTYPE html>")) {
                    pages.put(
                            directory
                                    .resolve("site")
                                    .relativize(file)
                                    .toString()
                                    .replace('\\', '/')
                                    .replaceFirst("index\\.html$", ""),
                            content);
                }
            }
        }
        assertThat(pages)
                .containsKeys(
                        "",
                        "-/list/",
                        "-/list/2/",
                        "acme/",
                        "acme/tools/",
                        "acme/tools/-/list/2/",
                        "app/",
                        "acme/app/",
                        "acme/app/-/list/2/",
                        "acme/app/-/tags/1.100/");
        return pages;
    }

    private static @Nullable String first(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static Map<String, String> openGraph(String page) {
        Map<String, String> properties = new TreeMap<>();
        Matcher matcher = META.matcher(page);
        while (matcher.find()) {
            assertThat(properties.put(matcher.group(1), matcher.group(2))).isNull();
        }
        return properties;
    }

    @Test
    void page_atAKnownAddress_saysIt() throws IOException {
        pages(URL.substring(0, URL.length() - 1)).forEach((path, page) -> {
            assertThat(first(CANONICAL, page)).as(path).isEqualTo(URL + path);
            assertThat(openGraph(page))
                    .as(path)
                    .containsEntry("og:url", URL + path)
                    .containsEntry("og:type", "website")
                    .containsEntry("og:site_name", "Images")
                    .containsKey("og:title");
        });
    }

    @Test
    void page_atAKnownAddress_hasTheFeedOfWhatItIsAbout() throws IOException {
        SortedMap<String, String> pages = pages(URL);

        pages.forEach((path, page) -> {
            Matcher feed = FEED.matcher(page);
            assertThat(feed.find()).as(path).isTrue();
            assertThat(feed.group(2)).startsWith(URL);
            assertThat(directory.resolve("site").resolve(feed.group(2).substring(URL.length())))
                    .exists();
        });
        for (String path : List.of("", "-/list/", "-/list/2/")) {
            assertThat(pages.get(path)).contains("title=\"New tags\" href=\"" + URL + "api/feed.xml\"");
        }
        for (String path : List.of("acme/", "acme/tools/", "acme/tools/-/list/2/")) {
            String namespace = path.startsWith("acme/tools/") ? "acme/tools/" : "acme/";
            assertThat(pages.get(path))
                    .contains("title=\"New tags of " + namespace + "\" href=\"" + URL + "api/namespaces/" + namespace
                            + "-/feed.xml\"");
        }
        for (String path : List.of("acme/app/", "acme/app/-/list/2/", "acme/app/-/tags/1.100/")) {
            assertThat(pages.get(path))
                    .contains(
                            "title=\"New tags of acme/app\" href=\"" + URL + "api/repositories/acme/app/-/feed.xml\"");
        }
    }

    @Test
    void page_ofANamespaceOrTag_isDescribed() throws IOException {
        SortedMap<String, String> pages = pages(URL);

        assertThat(openGraph(pages.get("acme/")))
                .containsEntry("og:title", "acme/ · Images")
                .containsEntry("og:description", "102 repositories below acme/");
        assertThat(openGraph(pages.get("acme/app/-/tags/1.100/")))
                .containsEntry("og:title", "acme/app:1.100 · Images")
                .containsEntry("og:description", "Image for linux/amd64");
    }

    @Test
    void page_atAnUnknownAddress_saysNone() throws IOException {
        pages(null)
                .forEach((path, page) -> assertThat(page)
                        .as(path)
                        .doesNotContain("rel=\"canonical\"", "property=\"og:", "rel=\"alternate\""));
    }

    /** The path of each page is in it once, so that two of a list don't compete. */
    @Test
    void pages_ofALargeRegistry_haveDifferentTitles() throws IOException {
        Pattern title = Pattern.compile("<title>([^<]*)</title>");

        assertThat(pages(null).values().stream().map(page -> first(title, page)))
                .doesNotHaveDuplicates();
    }
}
