package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site that is made again of what has changed only: whatever changes, it ends as one that is made again. */
class ChangedSiteTest {

    private static final FileTime LONG_AGO = FileTime.from(1_700_000_000, TimeUnit.SECONDS);
    private static final String OTHER = Sample.AMD64;

    @TempDir
    Path directory;

    private RegistryDirectory registry;
    private Path site;
    private String host = "local";
    private BlobMode blobs = BlobMode.AUTO;
    private int tagPages = SiteRequest.DEFAULT_TAG_PAGES;
    private int rebuilt;

    @BeforeEach
    void begin() throws IOException {
        site = directory.resolve("site");
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        for (String name : List.of("acme/lib", "acme/app/tools", "lab/x", "lab/y", "lab/z")) {
            repository(name);
        }
        age();
    }

    private void repository(String name) {
        registry.page(name, "store: file:.store", "description: What " + name + " is.");
        registry.content(name, Sample.ARM64_CONFIG);
        registry.content(name, Sample.ARM64);
        registry.content(name, Sample.AMD64_CONFIG);
        registry.content(name, OTHER);
        registry.tag(name, "1.0", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        registry.tag(name, "latest", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
    }

    private void move(String name, String tag) {
        long size = ManifestText.size(OTHER)
                + ManifestText.size(Sample.AMD64_CONFIG)
                + ManifestText.size(Sample.SHARED_LAYER)
                + ManifestText.size(Sample.AMD64_LAYER);
        registry.tag(name, tag, ManifestText.MANIFEST, OTHER, size);
    }

    /** Lets all metadata be old enough that its times can be trusted. */
    private void age() throws IOException {
        setTimes(LONG_AGO);
    }

    /** Long ago, and each time another time: what changes between two runs has a time of its own. */
    private FileTime later() {
        return FileTime.from(1_650_000_000 + rebuilt++, TimeUnit.SECONDS);
    }

    private void setTimes(FileTime time) throws IOException {
        try (Stream<Path> all = Files.walk(registry.root())) {
            for (Path one : all.toList()) {
                Files.setLastModifiedTime(one, time);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one)));
            }
        }
    }

    private SiteResult make(Path target, boolean full) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(), target, Host.of(host), null, blobs, tagPages, RegistryStory.ACCESS, full));
    }

    private SiteResult make() {
        return make(site, false);
    }

    private Map<String, String> anew() throws IOException {
        Path other = directory.resolve("anew" + rebuilt++);
        SiteResult made = make(other, true);
        assertThat(made.changed()).isTrue();
        Map<String, String> files = FileTrees.of(other);
        FileTrees.clear(other);
        return files;
    }

    private void assertEqualsFullBuild() throws IOException {
        Map<String, String> is = FileTrees.of(site.toRealPath());
        Map<String, String> expected = anew();
        TreeMap<String, String> different = new TreeMap<>(is);
        different.entrySet().removeAll(expected.entrySet());
        assertThat(different).isEmpty();
        assertThat(expected).allSatisfy((path, digest) -> assertThat(is).containsEntry(path, digest));
        try (Stream<Path> all = Files.walk(site)) {
            assertThat(all.filter(Files::isDirectory).filter(ChangedSiteTest::isEmpty))
                    .isEmpty();
        }
    }

    private static boolean isEmpty(Path one) {
        try (Stream<Path> entries = Files.list(one)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> identities() throws IOException {
        Map<String, Object> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(
                        site.relativize(file).toString(),
                        Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file));
            }
        }
        return all;
    }

    private Path state() {
        return directory.resolve(".site.state");
    }

    @Test
    void site_ofUnchangedMetadata_isNotReadAgain() throws IOException {
        make();
        Map<String, Object> before = identities();
        // size and time alone don't show it
        Path page = registry.path("lab/x/README.md");
        Files.writeString(page, Files.readString(page).replace("What", "WHAT"));
        age();

        SiteResult again = make();

        assertThat(again.changed()).isFalse();
        assertThat(identities()).isEqualTo(before);
        assertThat(make(site, true).changed()).isTrue();
        assertThat(site.resolve("lab/x/index.html")).content().contains("WHAT lab/x is.");
    }

    @Test
    void result_ofUnchangedMetadata_isThatOfTheFirstRun() {
        registry.file("docs-of-ours/notes.txt", "not metadata");
        SiteResult first = make();
        SiteResult again = make();
        assertThat(again.changed()).isFalse();
        assertThat(again).usingRecursiveComparison().ignoringFields("changed").isEqualTo(first);
        assertThat(again.warnings()).isNotEmpty();
    }

    @Test
    void site_ofYoungMetadataThatChangesAtTheSameSizeAndTime_isMadeAgain() throws IOException {
        FileTime now = Files.getLastModifiedTime(
                registry.file("lab/x/tags/README.md", "---\n---\n").path("lab/x/tags"));
        setTimes(now);
        make();
        Path page = registry.path("lab/x/README.md");
        Files.writeString(page, Files.readString(page).replace("What", "WHAT"));
        setTimes(now);

        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
    }

    @Test
    void site_ofACloneWithOtherTimes_isUnchangedByContent() throws IOException {
        make();
        byte[] state = Files.readAllBytes(state());
        setTimes(FileTime.from(1_600_000_000, TimeUnit.SECONDS));
        Map<String, Object> before = identities();

        assertThat(make().changed()).isFalse();
        assertThat(identities()).isEqualTo(before);
        assertThat(Files.readAllBytes(state())).as("times are refreshed").isNotEqualTo(state);

        byte[] refreshed = Files.readAllBytes(state());
        assertThat(make().changed()).isFalse();
        assertThat(Files.readAllBytes(state())).isEqualTo(refreshed);
    }

    @Test
    void site_ofACopyWithATagMoreAndTheSameTimes_hasTheTag() throws IOException {
        make();
        Path copy = directory.resolve("copy");
        copy(registry.root(), copy);
        copy(copy.resolve("lab/x/manifests/1.0"), copy.resolve("lab/x/manifests/2.0"));
        copy(copy.resolve("lab/x"), copy.resolve("lab/w"));
        Files.move(registry.root(), directory.resolve("before"));
        Files.move(copy, registry.root());
        age();

        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
    }

    @Test
    void state_thatIsAPipe_isNotOpened() throws Exception {
        make();
        Files.delete(state());
        assertThat(new ProcessBuilder("mkfifo", state().toString()).start().waitFor())
                .isZero();
        make();
        assertThat(state()).isRegularFile();
        assertEqualsFullBuild();
    }

    @Test
    void site_ofACloneWithATagMoved_isKnownToTheNextRun() throws IOException {
        make();
        setTimes(FileTime.from(1_600_000_000, TimeUnit.SECONDS));
        move("lab/x", "latest");
        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();

        Map<String, Object> before = identities();
        assertThat(make().changed()).isFalse();
        assertThat(identities()).isEqualTo(before);
    }

    @Test
    void tag_thatHasMoved_changesNothingButItsOwn() throws IOException {
        make();
        Map<String, Object> before = identities();
        move("lab/x", "latest");

        assertThat(make().changed()).isTrue();

        Map<String, Object> after = identities();
        List<String> changed = after.keySet().stream()
                .filter(path -> !after.get(path).equals(before.get(path)))
                .toList();
        assertThat(changed)
                .containsExactlyInAnyOrder(
                        "-/host/fingerprint",
                        "lab/x/-/tags/1.0/index.html",
                        "lab/x/-/tags/latest/index.html",
                        "lab/x/index.html",
                        "lab/x/manifests/latest/index.html",
                        "v2/lab/x/manifests/latest");
        assertEqualsFullBuild();
    }

    @Test
    void state_thatIsDamagedAnywhere_givesTheSameSite() throws IOException {
        damageState(15);
    }

    @Test
    @Tag("slow")
    void state_thatIsDamagedAtManyPlaces_givesTheSameSite() throws IOException {
        damageState(40);
    }

    private void damageState(int places) throws IOException {
        make();
        byte[] whole = Files.readAllBytes(state());
        Random random = new Random(7);
        for (int i = 0; i < places; i++) {
            byte[] damaged = whole.clone();
            damaged[i < 10 ? i * 9 : random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(state(), damaged);
            move("lab/y", i % 2 == 0 ? "1.0" : "latest");
            make();
            assertEqualsFullBuild();
            repository("lab/y");
        }
        for (int length : new int[] {0, 1, 30, whole.length / 2, whole.length - 1}) {
            Files.write(state(), java.util.Arrays.copyOf(whole, length));
            make();
            assertEqualsFullBuild();
        }
    }

    @Test
    void state_ofAnotherSite_isNotUsed() throws IOException {
        make();
        Path kept = directory.resolve("kept");
        Files.copy(state(), kept);
        move("lab/x", "latest");
        make();
        // a cache may bring back the one and not the other
        Files.copy(kept, state(), StandardCopyOption.REPLACE_EXISTING);
        registry.tag("lab/x", "latest", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        make();
        assertEqualsFullBuild();
    }

    @Test
    void state_ofASiteWithATitleOfTheSameLength_isNotUsed() throws IOException {
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Foo\n");
        make();
        Path kept = directory.resolve("kept");
        Files.copy(state(), kept);
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Bar\n");
        make();
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Foo\n");
        Files.copy(kept, state(), StandardCopyOption.REPLACE_EXISTING);
        make();
        assertEqualsFullBuild();
    }

    @Test
    void site_withALinkInIt_hasTheFilesItselfAgain() throws IOException {
        make();
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(site.resolve("v2/lab"), elsewhere);
        Files.createSymbolicLink(site.resolve("v2/lab"), elsewhere);
        Map<String, String> before = FileTrees.of(elsewhere);
        move("lab/x", "latest");
        make();
        assertThat(site.resolve("v2/lab"))
                .isDirectory()
                .satisfies(path -> assertThat(path.toRealPath())
                        .isEqualTo(site.toRealPath().resolve("v2/lab")));
        assertThat(FileTrees.of(elsewhere)).isEqualTo(before);
        assertEqualsFullBuild();
    }

    @Test
    void site_whoseFirstMakingWasKilledInAVolumeAndThenFailed_isMadeTheNextTime() throws IOException {
        Files.createSymbolicLink(site, Files.createDirectories(directory.resolve("volume")));
        Files.createDirectories(site.resolve("-/host/.new/files"));
        Files.writeString(site.resolve("-/host/blobs.tsv"), "of a run that was killed");
        registry.file("lab/x/manifests/latest/README.md", "---\nlayout: manifests/oci\n---\n");
        assertThatExceptionOfType(RegistryException.class).isThrownBy(this::make);
        repository("lab/x");
        make();
        assertEqualsFullBuild();
    }

    @Test
    void site_whoseFirstMakingFailedInAVolume_isMadeTheNextTime() throws IOException {
        Files.createSymbolicLink(site, Files.createDirectories(directory.resolve("volume")));
        registry.file("lab/x/manifests/latest/README.md", "---\nlayout: manifests/oci\n---\n");
        assertThatExceptionOfType(RegistryException.class).isThrownBy(this::make);
        assertThat(site).isEmptyDirectory();
        repository("lab/x");
        Files.createDirectories(site.resolve("-/host/.new/files"));
        Files.writeString(site.resolve("404.html"), "of a run that was killed");
        make();
        assertEqualsFullBuild();
    }

    @Test
    void site_ofOtherParameters_isMadeAgain() throws IOException {
        make();
        host = "nginx";
        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
        registry.file("registry.yaml", "formatVersion: 1\ntitle: Another\n");
        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
        host = "github-pages";
        blobs = BlobMode.COPY;
        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2/lab/x/manifests/1.0", "index.html", "-/host/files.tsv", "-/host/fingerprint"})
    void file_thatWasRemovedOrCut_isMadeAgain(String file) throws IOException {
        make();
        Files.delete(site.resolve(file));
        assertThat(make().changed()).isTrue();
        assertEqualsFullBuild();
        Files.writeString(site.resolve(file), "cut");
        make();
        assertEqualsFullBuild();
    }

    /** A symbolic link can't be replaced as a whole, as little as a mount point. */
    @Test
    void site_thatCannotBeReplaced_isUpdatedInPlace() throws IOException {
        Path volume = Files.createDirectories(directory.resolve("volume/of/site"));
        Files.createSymbolicLink(site, volume);
        make();
        assertThat(site).isSymbolicLink();
        assertEqualsFullBuild();

        Files.writeString(volume.resolve("stray"), "of somebody");
        Files.createDirectories(volume.resolve("lab/old/empty"));
        Files.delete(state());
        FileTrees.clear(registry.path("lab/z"));
        move("lab/x", "latest");
        make();
        assertThat(site).isSymbolicLink();
        assertThat(volume.resolve("stray")).doesNotExist();
        assertThat(FileTrees.of(volume)).isEqualTo(anew());
    }

    @Test
    void site_afterAnyChanges_equalsAFullBuild() throws IOException {
        changeAnything(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6})
    @Tag("slow")
    void site_afterMoreChanges_equalsAFullBuild(long seed) throws IOException {
        changeAnything(seed);
    }

    private void changeAnything(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> names = List.of("acme/lib", "acme/app/tools", "lab/x", "lab/y", "lab/z", "lab/z/deep", "new");
        List<String> hosts = List.of("local", "nginx", "apache", "caddy", "s3", "netlify", "github-pages");
        make();
        for (int step = 0; step < 25; step++) {
            for (int changes = 1 + random.nextInt(random.nextBoolean() ? 1 : 5); changes > 0; changes--) {
                change(random, names.get(random.nextInt(names.size())), hosts);
            }
            if (random.nextInt(4) == 0) {
                setTimes(later());
            }
            make();
            assertEqualsFullBuild();
        }
    }

    private void change(Random random, String name, List<String> hosts) throws IOException {
        boolean there = Files.exists(registry.path(name + "/README.md"));
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                if (there && !Files.exists(registry.path(name + "/deep"))) {
                    FileTrees.clear(registry.path(name));
                }
            }
            case 2, 3, 4 -> repository(name);
            case 5, 6 -> {
                if (there) {
                    move(name, random.nextBoolean() ? "latest" : "2." + random.nextInt(4));
                }
            }
            case 7 -> {
                if (there) {
                    registry.page(name, "store: file:.store", "description: Version " + random.nextInt(10) + ".");
                }
            }
            case 8 -> {
                if (there && Files.exists(registry.path(name + "/manifests/latest"))) {
                    FileTrees.clear(registry.path(name + "/manifests/latest"));
                }
            }
            case 9 -> host = hosts.get(random.nextInt(hosts.size()));
            case 10 -> {
                if (Files.exists(state()) && random.nextBoolean()) {
                    Files.delete(state());
                } else if (Files.exists(state())) {
                    byte[] bytes = Files.readAllBytes(state());
                    bytes[random.nextInt(bytes.length)] ^= 0x40;
                    Files.write(state(), bytes);
                }
            }
            case 11 -> {
                List<String> files = FileTrees.of(site).keySet().stream()
                        // by which a site is known to be one
                        .filter(path -> !path.equals("v2/index.html"))
                        .toList();
                Path file = site.resolve(files.get(random.nextInt(files.size())));
                Files.delete(file);
                if (random.nextBoolean()) {
                    Files.write(file, "x".repeat(random.nextInt(50)).getBytes(StandardCharsets.UTF_8));
                }
            }
            case 12 -> registry.file("registry.yaml", "formatVersion: 1\ntitle: Title " + random.nextInt(3) + "\n");
            default -> setTimes(later());
        }
    }
}
