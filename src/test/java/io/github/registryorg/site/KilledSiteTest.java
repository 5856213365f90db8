package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MortalFiles;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are killed: what readers find then, and what the next run makes of it. */
class KilledSiteTest {

    /** Repositories: one that changes is few enough for the site to be updated in place. */
    private static final int REPOSITORIES = 5;

    private static final long MAX_SECONDS = 60;

    /** Kills at either end of a run, and between them. */
    private static final int ENDS = 4;

    private static final int BETWEEN = 6;
    private static final String INDEX = "-/host/files.tsv";

    /** Differs from {@link Sample#ARM64} in the digest of its layer. */
    private static final String TWIN =
            ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER.toUpperCase(Locale.ROOT));

    /** Not listed in the index, and absent while a site is between two. */
    private static final String FINGERPRINT = "-/host/fingerprint";

    @TempDir
    static Path registries;

    @TempDir
    Path directory;

    /** From one registry to another, by the name of its directory. */
    private enum Change {
        /** Without a site before. */
        FIRST("none", "one"),
        /** In all repositories, so that a new directory takes the place of the old. */
        MANY("one", "many"),
        /** In one repository: some files come, some change, some leave. */
        FEW("one", "few"),
        /** A tag names another image of the same size: no file comes or leaves, and none has another size. */
        MOVED("one", "moved"),
        /** One repository leaves. */
        LEAVING("one", "fewer");

        private final String before;
        private final String after;

        Change(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

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
        // pages that differ have the same size
        registry.page(
                name,
                "store: https://storage.example/acme",
                "description: For " + (manifest.equals(Sample.ARM64) ? "arm64." : "amd64."));
        registry.content(name, Sample.ARM64_CONFIG);
        registry.content(name, Sample.ARM64);
        registry.content(name, Sample.AMD64_CONFIG);
        registry.content(name, Sample.AMD64);
        registry.content(name, TWIN);
        long size = ManifestText.size(manifest)
                + ManifestText.size(manifest.equals(Sample.ARM64) ? Sample.ARM64_CONFIG : Sample.AMD64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER)
                + (manifest.equals(Sample.ARM64) ? 0 : ManifestText.size(Sample.AMD64_LAYER));
        for (String tag : tags) {
            registry.tag(name, tag, ManifestText.MANIFEST, manifest, size);
        }
    }

    private static RegistryDirectory registry(String name, int repositories, String manifest) {
        RegistryDirectory registry = new RegistryDirectory(registries.resolve(name));
        for (int i = 0; i < repositories; i++) {
            repository(registry, "team/app" + i, manifest, "latest", "1.0");
        }
        return registry;
    }

    @BeforeAll
    static void registries() {
        registry("one", REPOSITORIES, Sample.ARM64);
        registry("many", REPOSITORIES, Sample.AMD64);
        repository(
                registry("few", REPOSITORIES, Sample.ARM64), "team/app3", Sample.AMD64, "latest", "2.0", "3.0", "4.0");
        registry("moved", REPOSITORIES, Sample.ARM64)
                .tag("team/app3", "latest", ManifestText.MANIFEST, TWIN, Sample.ARM64_SIZE);
        registry("fewer", REPOSITORIES - 1, Sample.ARM64);
        for (String name : List.of("one", "many", "few", "moved", "fewer")) {
            make(registries.resolve(name), registries.resolve("siteOf-" + name));
        }
    }

    private static Map<String, String> expected(String name) {
        Path site = registries.resolve("siteOf-" + name);
        return Files.exists(site) ? FileTrees.of(site) : Map.of();
    }

    /** At the first changes of files, at the last ones, and at some between; where it died, sometimes a second run does. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void run_thatIsKilledAtAnyChange_leavesEachFileOldOrNewAndTheNextCompletesTheSite(Change change)
            throws IOException {
        Map<String, String> old = expected(change.before);
        Map<String, String> fresh = expected(change.after);
        Path site = directory.resolve("site");
        Random random = new Random(change.ordinal());
        begin(change, site);
        MortalFiles counting = new MortalFiles(Integer.MAX_VALUE);
        make(registries.resolve(change.after), counting.path(site));
        int all = counting.changes();
        IntStream kills = IntStream.concat(
                IntStream.concat(IntStream.range(0, ENDS), IntStream.range(all - ENDS, all)),
                random.ints(BETWEEN, ENDS, all - ENDS));
        int dead = 0;
        for (int changes : kills.toArray()) {
            begin(change, site);
            // threads may both try to make a directory, so runs differ a little in their changes
            dead += dies(change, site, changes) ? 1 : 0;
            assertOldOrNew(site, old, fresh);
            if (random.nextBoolean()) {
                dies(change, site, random.nextInt(changes + 1));
                assertOldOrNew(site, old, fresh);
            }
            if (change != Change.FIRST && random.nextBoolean()) {
                // the metadata is again what it was before
                begin(change, site);
                assertWhole(site, old);
            }
            make(registries.resolve(change.after), site);
            assertWhole(site, fresh);
        }
        assertThat(make(registries.resolve(change.after), site).changed()).isFalse();
        assertThat(dead).isGreaterThan(ENDS + BETWEEN);
    }

    private void begin(Change change, Path site) throws IOException {
        if (change == Change.FIRST) {
            FileTrees.clear(site);
            Files.deleteIfExists(directory.resolve(".site.state"));
        } else {
            make(registries.resolve(change.before), site);
        }
    }

    /** Whether the run died before its end. */
    private static boolean dies(Change change, Path site, int changes) {
        MortalFiles files = new MortalFiles(changes);
        try {
            make(registries.resolve(change.after), files.path(site));
        } catch (MortalFiles.Death e) {
            assertThat(files.isDead()).isTrue();
        }
        return files.isDead();
    }

    private static void assertWhole(Path site, Map<String, String> expected) throws IOException {
        assertThat(FileTrees.of(site)).isEqualTo(expected);
        try (Stream<Path> beside = Files.list(site.getParent())) {
            assertThat(beside)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("site", ".site.state");
        }
    }

    /** A process of its own, anywhere. */
    @ParameterizedTest
    @EnumSource(names = {"MANY", "FEW"})
    void process_thatIsKilled_leavesEachFileOldOrNewAndTheNextCompletesTheSite(Change change)
            throws IOException, InterruptedException {
        Path site = directory.resolve("site");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        registries.resolve(change.before).toString(),
                        registries.resolve(change.after).toString(),
                        site.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('.');
            // anywhere in one of the next runs
            process.waitFor(new Random(change.ordinal()).nextInt(300), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertOldOrNew(site, expected(change.before), expected(change.after));
        make(registries.resolve(change.after), site);
        assertWhole(site, expected(change.after));
    }

    private static void assertOldOrNew(Path site, Map<String, String> old, Map<String, String> fresh)
            throws IOException {
        if (!Files.exists(site)) {
            // between the two moves of a directory
            return;
        }
        Map<String, String> left = FileTrees.of(site);
        left.keySet().removeIf(path -> path.startsWith("-/host/.new/"));
        // while digests leave, it has those too
        left.remove(INDEX);
        left.forEach((path, digest) -> assertThat(List.of(old.getOrDefault(path, ""), fresh.getOrDefault(path, "")))
                .as(path)
                .contains(digest));
        assertThat(old.keySet().stream().filter(fresh::containsKey))
                .filteredOn(path -> !path.equals(INDEX) && !path.equals(FINGERPRINT))
                .allMatch(left::containsKey);
        Set<String> listed = new HashSet<>();
        new FileIndex(site).forEach(row -> listed.add(row.path()));
        assertThat(listed)
                .isSubsetOf(Stream.concat(old.keySet().stream(), fresh.keySet().stream())
                        .toList());
        assertThat(left.keySet().stream().filter(path -> path.contains("/manifests/sha256:")))
                .allMatch(listed::contains);
    }
}
