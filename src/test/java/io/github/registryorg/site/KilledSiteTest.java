package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are killed while they move changed files into a site. */
class KilledSiteTest {

    /** Repositories: few enough change for the site to be updated in place. */
    private static final int REPOSITORIES = 16;

    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    Path directory;

    /** A program that makes the site of one registry, then of the other, forever. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            while (true) {
                make(Path.of(arguments[0]), Path.of(arguments[2]));
                make(Path.of(arguments[1]), Path.of(arguments[2]));
                System.out.print('.');
                System.out.flush();
            }
        }
    }

    private static SiteResult make(Path registry, Path site) {
        return new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of("nginx"), null, BlobMode.AUTO, RegistryStory.ACCESS));
    }

    private static void repository(RegistryDirectory registry, String name, String manifest, String... tags) {
        registry.page(name, "store: https://storage.example/acme");
        registry.content(name, Sample.ARM64_CONFIG);
        registry.content(name, Sample.ARM64);
        registry.content(name, Sample.AMD64_CONFIG);
        registry.content(name, Sample.AMD64);
        long size = ManifestText.size(manifest)
                + ManifestText.size(manifest.equals(Sample.ARM64) ? Sample.ARM64_CONFIG : Sample.AMD64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER)
                + (manifest.equals(Sample.ARM64) ? 0 : ManifestText.size(Sample.AMD64_LAYER));
        for (String tag : tags) {
            registry.tag(name, tag, ManifestText.MANIFEST, manifest, size);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void run_thatIsKilledAnywhere_leavesEachFileOldOrNew(long seed) throws IOException, InterruptedException {
        RegistryDirectory one = new RegistryDirectory(directory.resolve("one"));
        RegistryDirectory other = new RegistryDirectory(directory.resolve("other"));
        for (int i = 0; i < REPOSITORIES; i++) {
            repository(one, "team/app" + i, Sample.ARM64, "latest", "1.0");
            repository(other, "team/app" + i, Sample.ARM64, "latest", "1.0");
        }
        repository(other, "team/app3", Sample.AMD64, "latest", "2.0", "3.0", "4.0");
        Path site = directory.resolve("site");
        make(one.root(), directory.resolve("siteOfOne"));
        make(other.root(), directory.resolve("siteOfOther"));
        Map<String, String> old = FileTrees.of(directory.resolve("siteOfOne"));
        Map<String, String> fresh = FileTrees.of(directory.resolve("siteOfOther"));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        one.root().toString(),
                        other.root().toString(),
                        site.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('.');
            // anywhere in one of the next runs
            process.waitFor(new Random(seed).nextInt(300), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();

        Map<String, String> left = FileTrees.of(site);
        left.keySet().removeIf(path -> path.startsWith("-/host/.new/"));
        left.forEach((path, digest) -> assertThat(List.of(old.getOrDefault(path, ""), fresh.getOrDefault(path, "")))
                .as(path)
                .contains(digest));
        assertThat(old.keySet().stream().filter(fresh::containsKey).filter(path -> !path.equals("-/host/fingerprint")))
                .allMatch(left::containsKey);

        make(other.root(), site);
        assertThat(FileTrees.of(site)).isEqualTo(fresh);
        assertThat(make(other.root(), site).changed()).isFalse();
    }
}
