package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.RegistryDirectory.digestFile;
import static io.github.registryorg.metadata.RegistryDirectory.noteFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container repository offers: exact bytes, readable tags, and nothing of people's work overwritten. */
class ContributionTest {

    private static final String STORE = "https://storage.example/acme";
    private static final String PAGE = "acme/app/README.md";
    private static final String TAG = "acme/app/manifests/1.4.2/README.md";

    @TempDir
    private Path root;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Image image(String manifest) {
        RawManifest raw = RawManifest.of(bytes(manifest));
        return new Image(raw, List.of(raw), List.of());
    }

    private static Image both() {
        RawManifest root = RawManifest.of(bytes(Sample.BOTH));
        return new Image(
                root,
                List.of(RawManifest.of(bytes(Sample.AMD64)), RawManifest.of(bytes(Sample.ARM64)), root),
                List.of());
    }

    private List<String> write(Image image, String... stores) {
        Map<Digest, byte[]> configs = Map.of(
                digest(Sample.AMD64_CONFIG), bytes(Sample.AMD64_CONFIG),
                digest(Sample.ARM64_CONFIG), bytes(Sample.ARM64_CONFIG));
        return new Contribution(root, RepositoryName.parse("acme/app"))
                .write(image, configs, List.of(Tag.parse("1.4.2")), List.of(stores));
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    @Test
    void contribution_written_hasTheRootLast() throws IOException {
        List<String> written = write(both(), STORE);

        assertThat(written.subList(0, 3))
                .containsExactly(
                        digestFile("acme/app", digest(Sample.AMD64)),
                        digestFile("acme/app", digest(Sample.ARM64)),
                        digestFile("acme/app", digest(Sample.BOTH)));
        assertThat(written.subList(3, 5))
                .containsExactlyInAnyOrder(
                        digestFile("acme/app", digest(Sample.AMD64_CONFIG)),
                        digestFile("acme/app", digest(Sample.ARM64_CONFIG)));
        assertThat(written.subList(5, 7)).containsExactly(PAGE, TAG);
        assertThat(written).hasSize(7);
        assertThat(read(digestFile("acme/app", digest(Sample.BOTH)))).isEqualTo(Sample.BOTH);
        assertThat(read(PAGE)).isEqualTo("---\nlayout: collection\nstore: " + STORE + "\n---\n");
        assertThat(read(TAG))
                .isEqualTo("---\nlayout: manifests/oci\nmediaType: application/vnd.oci.image.index.v1+json\ndigest: "
                        + digest(Sample.BOTH) + "\nsize: " + Sample.BOTH_SIZE
                        + "\nplatforms:\n- linux/amd64\n- linux/arm64\ncreated: 2026-11-20T10:11:12Z\n---\n");
    }

    @Test
    void companion_written_keepsItsTag() throws IOException {
        Image app = both();
        Digest arm = digest(Sample.ARM64);
        Tag tag = CosignTag.of(app.root().digest()).get(0);

        List<String> written = write(
                new Image(
                        app.root(),
                        app.manifests(),
                        app.blobs(),
                        List.of(new Image.Companion(app.root().digest(), tag, arm))),
                STORE);

        assertThat(written).endsWith(TAG, "acme/app/manifests/" + tag + "/README.md");
        assertThat(read("acme/app/manifests/" + tag + "/README.md")).contains("digest: " + arm + "\n");
    }

    @Test
    void contribution_writtenTwice_isUnchanged() {
        write(both(), STORE);

        assertThat(write(both(), STORE)).isEmpty();
    }

    @Test
    void contribution_writtenToASecondStore_isUnchangedTheThirdTime() {
        write(both(), STORE);
        write(both(), "https://other.example/x");

        assertThat(write(both(), "https://other.example/x")).isEmpty();
    }

    @Test
    void tag_ofAnImage_hasItsDescription() throws IOException {
        String annotations = "{\"org.opencontainers.image.title\":\"App: the first\","
                + "\"org.opencontainers.image.description\":\"# not a comment\\nand 'more'\","
                + "\"org.opencontainers.image.version\":\"1.10\","
                + "\"org.opencontainers.image.revision\":\"1234567\","
                + "\"org.opencontainers.image.created\":\"2026-11-20T10:11:12Z\","
                + "\"org.opencontainers.image.source\":\"https://code.example/acme/app\","
                + "\"org.opencontainers.image.url\":\"javascript:alert(1)\","
                + "\"org.opencontainers.image.licenses\":\"yes\"}";
        write(image(ManifestText.with(Sample.ARM64, "annotations", annotations)), STORE);

        assertThat(read(PAGE)).isEqualTo("""
                        ---
                        layout: collection
                        title: "App: the first"
                        description: |-
                          # not a comment
                          and 'more'
                        store: https://storage.example/acme
                        source: https://code.example/acme/app
                        licenses: "yes"
                        ---
                        """);
        assertThat(read(TAG))
                .contains("\nversion: \"1.10\"\n")
                .contains("\nrevision: \"1234567\"\n")
                .contains("\nsource: https://code.example/acme/app\n")
                .contains("\ncreated: 2026-11-20T10:11:12Z\n");
    }

    @Test
    void addressesWithAUser_areNotWritten() throws IOException {
        String annotations = "{\"org.opencontainers.image.source\":\"https://token:geheim@code.example/acme/app\","
                + "\"org.opencontainers.image.url\":\"https://geheim@acme.example\","
                + "\"org.opencontainers.image.documentation\":\"https://acme.example/docs?mail=a@b#@c\"}";
        write(image(ManifestText.with(Sample.ARM64, "annotations", annotations)), STORE);

        assertThat(read(PAGE))
                .doesNotContain("geheim")
                .contains("documentation: https://acme.example/docs?mail=a@b#@c");
        assertThat(read(TAG)).doesNotContain("geheim");
    }

    @Test
    void contribution_readBack_hasNoFinding() {
        write(both(), STORE, "https://mirror.example/acme");
        write(both(), "https://other.example/x");
        List<Problem> problems = new java.util.ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problems::add);

        assertThat(metadata.repositories()).hasSize(1);
        Repository repository = metadata.repository(metadata.repositories().get(0));
        assertThat(repository.page().stores()).containsExactly(STORE, "https://mirror.example/acme");
        assertThat(repository.tag(Tag.parse("1.4.2"))).isPresent();
        repository.digests().forEach(repository::note);
        assertThat(problems).isEmpty();
    }

    @Test
    void tag_moved_keepsTheOldDigest() {
        write(image(Sample.AMD64), STORE);

        assertThat(write(image(Sample.ARM64), STORE))
                .containsExactly(digestFile("acme/app", digest(Sample.ARM64)), TAG);
        assertThat(root.resolve(digestFile("acme/app", digest(Sample.AMD64)))).hasContent(Sample.AMD64);
    }

    @Test
    void page_existing_isNotOverwritten() throws IOException {
        String page = "---\r\nlayout: collection\r\nstore: " + STORE + "\r\nunknown: x\r\n---\r\nOur words\r\n";
        new RegistryDirectory(root).file(PAGE, page);

        assertThat(write(both(), STORE)).doesNotContain(PAGE).noneMatch(file -> file.endsWith(".yaml"));
        assertThat(read(PAGE)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# No front matter\n", "---\nlayout: other\n---\n", "---\na: [\n---\n"})
    void page_broken_isNotOverwritten(String page) throws IOException {
        new RegistryDirectory(root).file(PAGE, page);

        assertThat(write(image(Sample.ARM64), STORE)).contains(noteFile("acme/app", digest(Sample.ARM64)));
        assertThat(read(PAGE)).isEqualTo(page);
    }

    @Test
    void tag_moved_keepsItsProse() throws IOException {
        write(image(Sample.AMD64), STORE);
        new RegistryDirectory(root).file(TAG, read(TAG) + "\n# What is new\n\n---\n\nEverything.\n");

        write(image(Sample.ARM64), STORE);
        assertThat(read(TAG))
                .contains("digest: " + digest(Sample.ARM64))
                .endsWith("\n---\n\n# What is new\n\n---\n\nEverything.\n");
        assertThat(write(image(Sample.ARM64), STORE)).isEmpty();
    }

    @Test
    void tag_ofLegacyFormat_keepsItsProseAsOciTag() throws IOException {
        new RegistryDirectory(root)
                .file(TAG, "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\nOur words\n");

        write(image(Sample.ARM64), STORE);
        assertThat(read(TAG)).startsWith("---\nlayout: manifests/oci\n").endsWith("\n---\nOur words\n");
    }

    @Test
    void tag_unreadable_isNotOverwritten() throws IOException {
        String broken = "---\nlayout: manifests/oci\ndigest: sha256:typo\n---\nOur words\n";
        new RegistryDirectory(root).file(TAG, broken);

        Problem problem = Problems.of(() -> write(image(Sample.ARM64), STORE));
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.subject()).isEqualTo(TAG);
        assertThat(read(TAG)).isEqualTo(broken);
    }

    @Test
    void tagDirectory_withoutFile_isFilled() {
        new RegistryDirectory(root).file("acme/app/manifests/1.4.2/.keep", "");

        assertThat(write(image(Sample.ARM64), STORE)).contains(TAG);
    }

    @Test
    void published_ofTheSameDigest_isKept() throws IOException {
        write(image(Sample.AMD64), STORE);
        new RegistryDirectory(root).file(TAG, read(TAG).replace("\n---\n", "\npublished: 2026-11-21T08:00:00Z\n---\n"));

        write(image(Sample.AMD64), STORE);
        assertThat(read(TAG)).contains("\npublished: 2026-11-21T08:00:00Z\n");
        write(image(Sample.ARM64), STORE);
        assertThat(read(TAG)).doesNotContain("published");
    }

    @Test
    void base_otherThanThePages_isWrittenForEachDigest() throws IOException {
        write(image(Sample.AMD64), STORE);

        List<String> written = write(both(), "https://other.example/x");
        assertThat(written)
                .contains(
                        noteFile("acme/app", digest(Sample.AMD64)),
                        noteFile("acme/app", digest(Sample.ARM64)),
                        noteFile("acme/app", digest(Sample.BOTH)))
                .doesNotContain(PAGE);
        assertThat(read(noteFile("acme/app", digest(Sample.BOTH)))).isEqualTo("bases: https://other.example/x\n");
        assertThat(read(PAGE)).contains("store: " + STORE);
    }

    @Test
    void write_intoARegistryThatNamesTheStore_writesNoNote() throws IOException {
        new RegistryDirectory(root)
                .file("registry.yaml", "formatVersion: 1\nstore: " + STORE + "\n")
                .file(PAGE, "---\nlayout: collection\n---\n");

        assertThat(write(image(Sample.ARM64), STORE)).noneMatch(file -> file.endsWith(".yaml"));
        assertThat(write(image(Sample.AMD64), "https://other.example/x"))
                .contains(noteFile("acme/app", digest(Sample.AMD64)));
    }

    @Test
    void write_besideSettingsThatCannotBeRead_writesNotes() {
        new RegistryDirectory(root)
                .file("registry.yaml", "formatVersion: 1\nstore: [\n")
                .file(PAGE, "---\nlayout: collection\n---\n");

        assertThat(write(image(Sample.ARM64), STORE)).contains(noteFile("acme/app", digest(Sample.ARM64)));
    }

    /** It may name other stores than the registry. */
    @Test
    void write_besideAPageThatCannotBeRead_writesNotes() {
        new RegistryDirectory(root)
                .file("registry.yaml", "formatVersion: 1\nstore: " + STORE + "\n")
                .file(PAGE, "---\na: [\n---\n");

        assertThat(write(image(Sample.ARM64), STORE)).contains(noteFile("acme/app", digest(Sample.ARM64)));
    }

    @Test
    void bases_several_keepTheirOrder() throws IOException {
        write(image(Sample.AMD64), STORE);
        write(image(Sample.ARM64), "https://z.example", "https://a.example");

        assertThat(read(noteFile("acme/app", digest(Sample.ARM64))))
                .isEqualTo("bases:\n- https://z.example\n- https://a.example\n");
    }

    @Test
    void note_withOtherKeys_keepsThem() throws IOException {
        RegistryDirectory.wellFormed(root)
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest("x") + ": [https://files.example/x]",
                        "yanked: it is broken");

        write(image(Sample.ARM64), "https://other.example/x");
        assertThat(read(noteFile("acme/app", digest(Sample.ARM64))))
                .isEqualTo("bases: https://other.example/x\nurls:\n  " + digest("x")
                        + ":\n  - https://files.example/x\nyanked: it is broken\n");
    }

    @Test
    void manifest_changedOnDisk_isRestored() {
        write(image(Sample.ARM64), STORE);
        String file = digestFile("acme/app", digest(Sample.ARM64));
        new RegistryDirectory(root).file(file, Sample.ARM64 + "\n");

        assertThat(write(image(Sample.ARM64), STORE)).containsExactly(file);
        assertThat(root.resolve(file)).hasBinaryContent(bytes(Sample.ARM64));
    }

    @Test
    void contribution_withoutTag_hasDigestsOnly() {
        String signature = ManifestText.with(
                ManifestText.image("{}"), "subject", ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH));
        List<String> written = new Contribution(root, RepositoryName.parse("acme/app"))
                .write(image(signature), Map.of(), List.of(), List.of(STORE));

        assertThat(written).containsExactly(digestFile("acme/app", digest(signature)), PAGE);
    }

    @Test
    void artifactType_ofAContainer_isNotWritten() throws IOException {
        String artifact = ManifestText.with(
                ManifestText.image("{}").replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json"),
                "artifactType",
                "\"application/vnd.example.sbom+json\"");
        write(image(artifact), STORE);

        assertThat(read(TAG))
                .contains("\nartifactType: application/vnd.example.sbom+json\n")
                .contains("\nsize: " + (size(artifact) + size("{}")) + "\n")
                .doesNotContain("platforms");
        write(image(Sample.ARM64), STORE);
        assertThat(read(TAG)).doesNotContain("artifactType").contains("platforms:\n- linux/arm64\n");
    }

    @Test
    void keptConfig_ofAnEarlierRun_isFoundUnlessItWasChanged() throws IOException {
        write(both(), STORE);
        RepositoryName name = RepositoryName.parse("acme/app");
        Contribution added = new Contribution(root, name);
        Contribution afresh = new Contribution(ContributionDirectory.startedAfresh(root), name);
        Digest config = digest(Sample.AMD64_CONFIG);
        assertThat(added.keptConfig(config)).hasValue(bytes(Sample.AMD64_CONFIG));
        assertThat(afresh.keptConfig(config)).hasValue(bytes(Sample.AMD64_CONFIG));

        Path file = root.resolve(digestFile("acme/app", config));
        Files.writeString(file, Sample.AMD64_CONFIG + "\n");
        assertThat(added.keptConfig(config)).isEmpty();
        Files.write(file, new byte[Contribution.MAX_CONFIG_SIZE + 1]);
        assertThat(added.keptConfig(config)).isEmpty();
        Files.delete(file);
        assertThat(added.keptConfig(config)).isEmpty();
        Files.createDirectory(file);
        assertThat(added.keptConfig(config)).isEmpty();
    }
}
