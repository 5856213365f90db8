package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sites of a small registry, byte for byte: an image for two platforms with a signature, an artifact in a
 * repository below it, and a legacy tag. Where a site is meant to change, run the test with
 * {@code -Dgolden.update=true} and review the difference. A tree is kept as one file, since its paths have colons, which
 * not every file system can hold.
 */
class GoldenSiteTest {

    @TempDir
    Path directory;

    private static Path resource(String name) {
        try {
            return Path.of(GoldenSiteTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private SiteResult make(String host, String url) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        resource("/fixtures/registry-small"),
                        directory.resolve("site"),
                        Host.of(host),
                        url,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "github-pages"})
    void site_forAHost_isTheGoldenTree(String host) throws IOException {
        make(host, null);
        String actual = tree(directory.resolve("site"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/golden/site-" + host + ".txt"), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(resource("/golden/site-" + host + ".txt")));
    }

    @Test
    void site_belowAPath_linksItsPages() throws IOException {
        make("github-pages", "https://acme.github.io/registry/");
        assertThat(directory.resolve("site/404.html")).content().contains("href=\"/registry/-/assets/style.");
        assertThat(directory.resolve("site/acme/app/index.html"))
                .content()
                .contains("href=\"../../-/assets/style.")
                .doesNotContain("podman pull", "crane pull");
    }

    @Test
    void site_forLocalWithAUrl_hasThatAddress() throws IOException {
        make("local", "https://registry.test");
        assertThat(directory.resolve("site/acme/app/index.html"))
                .content()
                .contains("apptainer pull docker://registry.test/acme/app:")
                .doesNotContain(".invalid");
    }

    @Test
    void site_madeAgain_isUnchanged() {
        assertThat(make("local", null).changed()).isTrue();
        assertThat(make("local", null).changed()).isFalse();
        assertThat(make("github-pages", null).changed()).isTrue();
    }

    private static String tree(Path site) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(site)) {
            files = new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
        StringBuilder text = new StringBuilder();
        files.stream().map(file -> site.relativize(file).toString()).sorted().forEach(path -> {
            text.append("=== ").append(path).append('\n');
            text.append(content(path, site.resolve(path))).append('\n');
        });
        return text.toString();
    }

    /** Assets have tests of their own. */
    private static String content(String path, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (path.equals(SiteState.FINGERPRINT_FILE)) {
                // of this program too
                return bytes.length + " bytes\n";
            }
            return path.startsWith("-/assets/")
                    ? Digest.sha256(bytes).toString()
                    : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
