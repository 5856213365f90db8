package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a repository's files, value by value. */
class RecordsTest {

    @TempDir
    private Path root;

    private final List<Problem> problems = new ArrayList<>();

    private MetadataDirectory metadata() {
        return new MetadataDirectory(new DirectoryTree(root), problems::add);
    }

    private Repository repository(String name) {
        return metadata().repository(RepositoryName.parse(name));
    }

    private TagRecord tag(String repository, String tag) {
        TagRecord record = repository(repository).tag(Tag.parse(tag)).orElseThrow();
        assertThat(problems).isEmpty();
        return record;
    }

    @Test
    void ociTag_withAllKeys_isRead() {
        String sha = "sha256:" + "0a".repeat(32);
        new RegistryDirectory(root).file("acme/app/manifests/1.4.2/README.md", """
                        ---
                        layout: manifests/oci
                        mediaType: application/vnd.oci.image.index.v1+json
                        digest: %s
                        size: 28311552
                        platforms: [linux/amd64, linux/arm/v7]
                        artifactType: application/vnd.example+json
                        created: 1970-01-01T00:00:00Z
                        published: 2026-11-20T10:11:12Z
                        revision: 1234567
                        version: 1.10
                        source: https://code.example/acme/app
                        ---
                        Prose.
                        """.formatted(sha));

        OciTag tag = (OciTag) tag("acme/app", "1.4.2");
        assertThat(tag.tag()).isEqualTo(Tag.parse("1.4.2"));
        assertThat(tag.mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(tag.digest()).hasToString(sha);
        assertThat(tag.size()).isEqualTo(28_311_552);
        assertThat(tag.platforms()).containsExactly("linux/amd64", "linux/arm/v7");
        assertThat(tag.artifactType()).hasToString("application/vnd.example+json");
        assertThat(tag.created()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(tag.published()).isEqualTo("2026-11-20T10:11:12Z");
        assertThat(tag.revision()).isEqualTo("1234567");
        assertThat(tag.version()).isEqualTo("1.10");
        assertThat(tag.source()).isEqualTo("https://code.example/acme/app");
        assertThat(tag.frontMatter().body()).isEqualTo("Prose.\n");
        assertThat(tag.published("2027-01-01").published()).isEqualTo("2027-01-01");
        assertThat(tag.published(tag.published())).isEqualTo(tag);
    }

    @Test
    void ociTag_withRequiredKeys_isRead() {
        new RegistryDirectory(root).tag("acme/app", "a", "mediaType: a/b", "digest: " + digest("x"), "size: 0");

        OciTag tag = (OciTag) tag("acme/app", "a");
        assertThat(tag.platforms()).isEmpty();
        assertThat(tag.artifactType()).isNull();
        assertThat(tag.created()).isNull();
        assertThat(tag.published()).isNull();
        assertThat(tag.revision()).isNull();
        assertThat(tag.version()).isNull();
        assertThat(tag.source()).isNull();
    }

    @Test
    void legacyTag_read_isVerbatim() {
        new RegistryDirectory(root).file("moon/cheese/manifests/latest/README.md", """
                        ---
                        layout: manifests/singularity
                        size: 756
                        digest: md5:WGQgL3Ok6o6uD2ZRdClzDQ==
                        layers:
                        - size: 756
                          digest: "md5:WGQgL3Ok6o6uD2ZRdClzDQ=="
                          url: "https://files.example/o/moon%2Fcheese@31.simg?generation=15&alt=media"
                        - digest: md5:58642f2f73a4ea8eae0f665174297330
                          url: https://files.example/second
                          size: '1.5G'
                        ---

                        """);

        LegacyTag tag = (LegacyTag) tag("moon/cheese", "latest");
        assertThat(tag.size()).isEqualTo(new LegacyTag.Size("756", true));
        assertThat(tag.digest()).isEqualTo("md5:WGQgL3Ok6o6uD2ZRdClzDQ==");
        assertThat(tag.layers()).hasSize(2);
        LegacyTag.Layer first = tag.layers().get(0);
        assertThat(first.size()).isEqualTo(new LegacyTag.Size("756", true));
        assertThat(first.digest()).isEqualTo("md5:WGQgL3Ok6o6uD2ZRdClzDQ==");
        assertThat(first.url()).isEqualTo("https://files.example/o/moon%2Fcheese@31.simg?generation=15&alt=media");
        assertThat(first.line()).isEqualTo(8);
        assertThat(tag.layers().get(1).size()).isEqualTo(new LegacyTag.Size("1.5G", false));
        assertThat(tag.layers().get(1).line()).isEqualTo(10);
    }

    @Test
    void legacyTag_withoutSize_isRead() {
        new RegistryDirectory(root)
                .file(
                        "moon/cheese/manifests/latest/README.md",
                        "---\nlayout: manifests/singularity\nsize:\ndigest: x\nlayers: [{digest: x, url: 'http://f.example'}]\n---\n");

        LegacyTag tag = (LegacyTag) tag("moon/cheese", "latest");
        assertThat(tag.size()).isEqualTo(new LegacyTag.Size(null, false));
        assertThat(tag.layers().get(0).size()).isEqualTo(new LegacyTag.Size(null, false));
    }

    @Test
    void page_withAllKeys_isRead() {
        new RegistryDirectory(root).file("acme/app/README.md", """
                        ---
                        layout: collection
                        title: 12
                        description: "The app: that everybody needs"
                        store: [https://storage.example/acme, file:mirror]
                        source: https://code.example/acme/app
                        url: https://acme.example
                        documentation: https://docs.example
                        licenses: Apache-2.0
                        authors: Us
                        vendor: Acme
                        deprecated: No longer built
                        successor: acme/app-2
                        ---
                        # Text
                        """);

        assertThat(repository("acme/app").page())
                .isEqualTo(new RepositoryPage(
                        "12",
                        "The app: that everybody needs",
                        List.of("https://storage.example/acme", "file:mirror"),
                        "https://code.example/acme/app",
                        "https://acme.example",
                        "https://docs.example",
                        "Apache-2.0",
                        "Us",
                        "Acme",
                        "No longer built",
                        RepositoryName.parse("acme/app-2"),
                        "# Text\n"));
        assertThat(problems).isEmpty();
    }

    @Test
    void repository_withoutPage_hasAnEmptyOne() {
        new RegistryDirectory(root).content("acme/app", Sample.ARM64);

        assertThat(repository("acme/app").page()).isEqualTo(RepositoryPage.EMPTY);
        assertThat(problems).isEmpty();
    }

    @Test
    void note_withAllKeys_isRead() {
        RegistryDirectory.wellFormed(root)
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "bases: [https://one.example, https://two.example/x]",
                        "urls:",
                        "  " + digest("b") + ": ['https://files.example/b?x=1', https://mirror.example/b]",
                        "  \"" + digest("a") + "\": [https://files.example/a]",
                        "yanked: it is broken");

        DigestNote note = repository("acme/app").note(digest(Sample.ARM64));
        assertThat(note.bases()).containsExactly("https://one.example", "https://two.example/x");
        assertThat(note.urls())
                .containsEntry(digest("b"), List.of("https://files.example/b?x=1", "https://mirror.example/b"))
                .containsEntry(digest("a"), List.of("https://files.example/a"))
                .hasSize(2);
        assertThat(note.yanked()).contains("it is broken");
        assertThat(note.removed()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void digest_withoutNote_hasAnEmptyOne() {
        RegistryDirectory.wellFormed(root);
        Repository repository = repository("acme/app");

        assertThat(repository.note(digest(Sample.ARM64))).isEqualTo(DigestNote.NONE);
        assertThat(DigestNote.NONE.yanked()).isEmpty();
        assertThat(DigestNote.NONE.removed()).isEmpty();
    }

    @Test
    void settings_withAllKeys_areRead() {
        new RegistryDirectory(root).file("registry.yaml", """
                        formatVersion: 1
                        title: Our registry
                        description: 12
                        url: https://registry.example/path
                        accent: "#0b6557"
                        footer: Run by Acme
                        links:
                        - title: Status
                          url: https://status.example/
                        contact: ops@acme.example
                        source: https://git.example/registry
                        store: https://storage.example/all
                        allowedStores: [https://storage.example]
                        owners: {acme: [{user: bob, id: 1002}]}
                        rules: {}
                        signatures:
                          acme:
                          - cosign: keys/acme.pub
                          "acme/web-*": []
                        """);

        assertThat(metadata().settings())
                .isEqualTo(new RegistrySettings(
                        "Our registry",
                        "12",
                        "https://registry.example/path",
                        new RegistrySettings.Appearance(
                                "#0b6557",
                                "Run by Acme",
                                List.of(new RegistrySettings.Appearance.Link("Status", "https://status.example/")),
                                "ops@acme.example",
                                "https://git.example/registry"),
                        List.of("https://storage.example/all"),
                        List.of(new RegistrySettings.AllowedStore(
                                "https://storage.example", new Location("registry.yaml", 13))),
                        new Owners(
                                new ForgeHost("git.example"),
                                List.of(),
                                List.of(new Owners.Namespace(
                                        new NamePattern("acme"),
                                        List.of(new Identity(
                                                Identity.Kind.USER,
                                                "bob",
                                                1002,
                                                new ForgeHost("git.example"),
                                                new Location("registry.yaml", 14)))))),
                        Rules.DEFAULT,
                        new SignaturePolicy(List.of(
                                new SignaturePolicy.Rule(
                                        new NamePattern("acme"),
                                        List.of(new SignaturePolicy.Signer(
                                                SignaturePolicy.Tool.COSIGN,
                                                "keys/acme.pub",
                                                new Location("registry.yaml", 18)))),
                                new SignaturePolicy.Rule(new NamePattern("acme/web-*"), List.of())))));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accent: red",
                "accent: \"#12345\"",
                "contact: javascript:alert(1)",
                "contact: a@b@c",
                "source: https://user:secret@git.example/",
                "source: git@git.example:registry",
                "links: [{title: x, url: 'javascript:alert(1)'}]",
                "links: [{title: x}]",
                "links: [{title: x, url: 'https://a.example/', class: y}]"
            })
    void settings_ofTheLook_wrong_areReported(String line) {
        new RegistryDirectory(root).file("registry.yaml", "formatVersion: 1\n" + line + "\n");

        assertThat(metadata().settings()).isEqualTo(RegistrySettings.EMPTY);
        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.hint()).isNotEmpty();
        });
    }

    @Test
    void settings_thatAreALink_areReportedAndNotRead() {
        new RegistryDirectory(root)
                .file("other.yaml", "formatVersion: 1\ntitle: Elsewhere\n")
                .link("registry.yaml", Path.of("other.yaml"));

        assertThat(metadata().settings()).isEqualTo(RegistrySettings.EMPTY);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
            assertThat(problem.subject()).isEqualTo("registry.yaml");
        });
        assertThat(MetadataDirectory.registryFiles(new DirectoryTree(root))).isEmpty();
    }

    @Test
    void registry_withoutSettings_allowsAnyStore() {
        assertThat(metadata().settings()).isEqualTo(RegistrySettings.EMPTY);
        assertThat(problems).isEmpty();
    }

    @Test
    void tagsAndDigests_listed_areSorted() {
        RegistryDirectory registry = RegistryDirectory.wellFormed(root);
        for (String tag : List.of("b", "B", "_", "10", "9", "a-1", "a.1", "aa")) {
            registry.tag("acme/app", tag, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        }
        registry.remove("acme/app/manifests/1.4.2/README.md");
        registry.remove("acme/app/manifests/1.4.2");

        Repository repository = repository("acme/app");
        assertThat(repository.tags())
                .extracting(Tag::name)
                .containsExactly("10", "9", "B", "_", "a-1", "a.1", "aa", "arm64", "b");
        assertThat(List.copyOf(repository.digests())).isSorted().hasSize(5);
        assertThat(problems).isEmpty();
    }

    @Test
    void repositories_listed_areSortedByWholeName() {
        new RegistryDirectory(root)
                .page("b")
                .page("a/b")
                .page("a-b")
                .page("a")
                .page("a/b/c")
                .page("a0");

        assertThat(metadata().repositories())
                .extracting(RepositoryName::name)
                .containsExactly("a", "a-b", "a/b", "a/b/c", "a0", "b");
        assertThat(problems).isEmpty();
    }

    @Test
    void digests_ofManifestsAndConfigs_areDistinguished() {
        RegistryDirectory.wellFormed(root);
        Repository repository = repository("acme/app");

        assertThat(repository.manifest(digest(Sample.ARM64)).orElseThrow().bytes())
                .asString()
                .isEqualTo(Sample.ARM64);
        assertThat(repository.config(digest(Sample.ARM64))).isEmpty();
        assertThat(repository.config(digest(Sample.ARM64_CONFIG)).orElseThrow().bytes())
                .asString()
                .isEqualTo(Sample.ARM64_CONFIG);
        assertThat(repository.manifest(digest(Sample.ARM64_CONFIG))).isEmpty();
        assertThat(repository.manifest(digest("absent"))).isEmpty();
        assertThat(repository.has(digest("absent"))).isFalse();
    }

    @Test
    void config_whereOtherBlobsHaveUrls_isTheRegistrysOwn() {
        String layer = "\"" + digest(Sample.SHARED_LAYER) + "\": [\"https://storage.example/layer\"]";
        String config = "\"" + digest(Sample.AMD64_CONFIG) + "\": [\"https://storage.example/config\"]";
        RegistryDirectory.wellFormed(root)
                .note("acme/app", digest(Sample.ARM64), "urls: {" + layer + "}")
                .note("acme/app", digest(Sample.AMD64), "urls: {" + layer + ", " + config + "}");
        Repository repository = repository("acme/app");

        assertThat(repository.keeps(digest(Sample.ARM64), digest(Sample.ARM64_CONFIG)))
                .isTrue();
        assertThat(repository.keeps(digest(Sample.ARM64), digest(Sample.SHARED_LAYER)))
                .isFalse();
        assertThat(repository.keeps(digest(Sample.AMD64), digest(Sample.AMD64_CONFIG)))
                .isFalse();
        // without any urls, the store has it
        assertThat(repository.keeps(digest(Sample.BOTH), digest(Sample.ARM64_CONFIG)))
                .isFalse();
    }

    @Test
    void problem_ofAFileReadTwice_isReportedOnce() {
        RegistryDirectory.wellFormed(root).tag("acme/app", "bad", "size: x");
        Repository repository = repository("acme/app");
        repository.tag(Tag.parse("bad"));
        int told = problems.size();
        repository.tag(Tag.parse("bad"));

        assertThat(told).isPositive();
        assertThat(problems).hasSize(told);
    }

    @Test
    void basesInNotes_besideAPage_areNamedOnlyWhereTheyDiffer() {
        RegistrySettings settings =
                RegistrySettings.read("formatVersion: 1\nstore: https://all.example/".getBytes(UTF_8), problem -> {});
        RepositoryPage silent = RepositoryPage.EMPTY;
        RepositoryPage own = RepositoryPage.read(
                "a/README.md",
                "---\nlayout: collection\nstore: https://own.example/\n---\n".getBytes(UTF_8),
                problem -> {});

        assertThat(silent.basesInNotes(List.of("https://all.example/"), () -> settings))
                .isEmpty();
        assertThat(own.basesInNotes(List.of("https://own.example/"), () -> settings))
                .isEmpty();
        assertThat(own.basesInNotes(List.of("https://all.example/"), () -> settings))
                .containsExactly("https://all.example/");
        assertThat(silent.basesInNotes(List.of("https://own.example/"), () -> settings))
                .containsExactly("https://own.example/");
    }
}
