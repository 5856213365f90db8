package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static io.github.registryorg.check.ContributionFixture.content;
import static io.github.registryorg.check.ContributionFixture.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.Authority.Standing;
import io.github.registryorg.check.ContributionFixture.Image;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MemoryTree;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule: what breaks it, where that is reported, and by which key of registry.yaml. */
class BrokenContributionsTest {

    private static final String PAGE = APP + "/README.md";
    private static final String LATEST = APP + "/manifests/latest/README.md";
    private static final String LAYERS = manifest("a", "b", "c");
    private static final String TAKEN_FOR_IMAGE = NEWEST.manifest().replace(ManifestText.CONFIG, "application/json");
    private static final String EMPTY_INDEX = ManifestText.index();
    private static final String ONE = ManifestText.index(child(LAYERS));
    private static final String TWO = ManifestText.index(index(ONE));
    private static final String THREE = ManifestText.index(index(TWO));
    private static final String FOUR = ManifestText.index(index(THREE));
    private static final String ABOUT_NOTHING =
            ManifestText.with(manifest("signature"), "subject", ManifestText.descriptor(ManifestText.MANIFEST, "gone"));

    @TempDir
    Path temporary;

    private static final List<Arguments> ALL = new ArrayList<>();

    /** With default rules. */
    private static void broken(String name, String key, Consumer<RegistryDirectory> change, String... places) {
        broken(name, key, "", base -> {}, change, places);
    }

    private static void broken(
            String name,
            String key,
            String rules,
            Consumer<RegistryDirectory> base,
            Consumer<RegistryDirectory> change,
            String... places) {
        ALL.add(Arguments.of(name, key, rules, base, change, Arrays.asList(places)));
    }

    static {
        broken(
                "a full version moves",
                "immutableTags",
                app -> NEWEST.into(app, APP, "1.4.2"),
                "TAG_IMMUTABLE acme/app/manifests/1.4.2/README.md:4");
        for (String tag : List.of("v2.0.0", "1.4.2-rc.1", "1.4.2-alpine", "2026.11.20", "1.4.2.1", "1.0.0.dev3")) {
            broken(
                    tag + " moves",
                    "immutableTags",
                    "",
                    base -> OLD.into(base, APP, tag),
                    app -> NEWEST.into(app, APP, tag),
                    "TAG_IMMUTABLE acme/app/manifests/" + tag + "/README.md:4");
        }
        broken(
                "a full version is deleted",
                "immutableTags",
                app -> app.remove(APP + "/manifests/1.4.2/README.md"),
                "TAG_IMMUTABLE acme/app/manifests/1.4.2/README.md");
        broken(
                "any tag moves where all are immutable",
                "immutableTags",
                "immutableTags: all",
                base -> {},
                app -> NEWEST.into(app, APP, "latest"),
                "TAG_IMMUTABLE " + LATEST + ":4");
        broken(
                "a full version of the legacy format gets another file",
                "immutableTags",
                "",
                base -> base.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("a", "https")),
                app -> app.file("moon/cheese/manifests/1.0.0/README.md", legacy("b", "https")),
                "TAG_IMMUTABLE moon/cheese/manifests/1.0.0/README.md:4");
        broken(
                "a full version of the legacy format becomes an image of another file",
                "immutableTags",
                "",
                base -> base.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("a", "https")),
                app -> NEW.into(app, "moon/cheese", "1.0.0"),
                "TAG_IMMUTABLE moon/cheese/manifests/1.0.0/README.md:4");
        broken(
                "a legacy tag where a size is set",
                "legacyTags",
                "maxImageSize: 1000000",
                base -> base.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("a", "https")),
                app -> app.file("moon/cheese/manifests/2.0.0/README.md", legacy("b", "https")),
                "RULE_BROKEN moon/cheese/manifests/2.0.0/README.md:2");
        broken(
                "a legacy tag where none may be added",
                "legacyTags",
                "legacyTags: false",
                base -> {},
                app -> app.page("moon/cheese").file("moon/cheese/manifests/2.0.0/README.md", legacy("b", "https")),
                "RULE_BROKEN moon/cheese/manifests/2.0.0/README.md:2");
        broken(
                "an image whose config is not kept",
                "allowedPlatforms",
                "allowedPlatforms: [linux/*]",
                base -> {},
                app -> app.content(APP, NEWEST.manifest()),
                "RULE_BROKEN " + content(APP, NEWEST.manifest()));
        broken(
                "an image whose config is of a type that Docker takes for that of one",
                "allowedPlatforms",
                "allowedPlatforms: [linux/*]",
                base -> {},
                app -> app.content(APP, TAKEN_FOR_IMAGE),
                "RULE_BROKEN " + content(APP, TAKEN_FOR_IMAGE));
        broken(
                "an image whose config, which may have the label, is not kept",
                "requiredAnnotations",
                "requiredAnnotations: [name]",
                base -> {},
                app -> {
                    NEWEST.into(app, APP, "1.5.0");
                    app.remove(content(APP, NEWEST.config()));
                },
                "RULE_BROKEN acme/app/manifests/1.5.0/README.md:4");
        broken(
                "an index that doesn't say its platforms",
                "allowedPlatforms",
                "allowedPlatforms: [linux/arm64]",
                base -> {},
                app -> app.content(APP, ManifestText.index(child(NEW.manifest()))),
                "RULE_BROKEN " + content(APP, ManifestText.index(child(NEW.manifest()))));
        broken(
                "a store of the page takes away that of the registry",
                "locationRemoval",
                "locationRemoval: keepers",
                base -> base.page(APP, "description: The app"),
                app -> app.page(APP, "description: The app", "store: https://elsewhere.example/acme"),
                "CHANGE_FORBIDDEN " + PAGE + ":4");
        broken(
                "a note takes away the store of the page",
                "locationRemoval",
                "locationRemoval: keepers",
                base -> {},
                app -> app.note(APP, OLD.digest(), "bases: https://elsewhere.example/acme"),
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()) + ":1");
        broken(
                "a note takes away the store of one blob",
                "locationRemoval",
                "locationRemoval: keepers",
                base -> {},
                app -> app.note(
                        APP,
                        OLD.digest(),
                        "urls:",
                        "  " + ManifestText.digest("files of old") + ": [https://elsewhere.example/old]"),
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()) + ":2");
        broken(
                "a full version of the legacy format becomes a container image that has its file",
                "immutableTags",
                "",
                base -> base.page("moon/cheese")
                        .file("moon/cheese/manifests/1.0.0/README.md", legacy("files of new", "https")),
                app -> NEW.into(app, "moon/cheese", "1.0.0"),
                "TAG_IMMUTABLE moon/cheese/manifests/1.0.0/README.md:4");
        broken(
                "a full version of the legacy format with a weak digest becomes a file",
                "immutableTags",
                "",
                base -> base.page("moon/cheese")
                        .file(
                                "moon/cheese/manifests/1.0.0/README.md",
                                legacy("a", "https")
                                        .replace(
                                                ManifestText.digest("a").toString(),
                                                "md5:58642f2f73a4ea8eae0f665174297330")),
                app -> sif(app, "a", "1.0.0"),
                "TAG_IMMUTABLE moon/cheese/manifests/1.0.0/README.md:4");
        broken(
                "latest goes back to an older version that is given a higher number",
                "rollback",
                app -> OLD.into(app, APP, "9.9.9", "latest"),
                "TAG_ROLLBACK " + LATEST + ":4");
        broken(
                "latest goes back to an older version",
                "rollback",
                app -> OLD.into(app, APP, "latest"),
                "TAG_ROLLBACK " + LATEST + ":4");
        broken(
                "a series goes back to an older version",
                "rollback",
                app -> OLD.into(app, APP, "1.4"),
                "TAG_ROLLBACK acme/app/manifests/1.4/README.md:4");
        broken(
                "a release goes back to its pre-release",
                "rollback",
                "",
                base -> Image.of("rc", "2026-01-20T00:00:00Z").into(base, APP, "1.4.2-rc.1"),
                app -> Image.of("rc", "2026-01-20T00:00:00Z").into(app, APP, "latest"),
                "TAG_ROLLBACK " + LATEST + ":4");
        broken(
                "a word goes back to an image that was made earlier",
                "rollback",
                "",
                base -> NEWEST.into(base, APP, "edge"),
                app -> Image.of("early", "2025-12-01T00:00:00Z").into(app, APP, "edge"),
                "TAG_ROLLBACK acme/app/manifests/edge/README.md:4");
        broken(
                "a word goes back, and its front matter lies about the time",
                "rollback",
                "",
                base -> NEWEST.into(base, APP, "edge"),
                app -> Image.of("early", "2025-12-01T00:00:00Z")
                        .into(app, APP)
                        .tagged(app, "edge", "created: 2026-12-01T00:00:00Z"),
                "TAG_ROLLBACK acme/app/manifests/edge/README.md:4",
                "MANIFEST_INVALID acme/app/manifests/edge/README.md:6");
        broken(
                "a tag goes back for the reason of the last time",
                "rollback",
                "",
                base -> NEWEST.into(base, APP).tagged(base, "latest", "rollback: it is slow"),
                app -> OLD.tagged(app, "latest", "rollback: it is slow"),
                "TAG_ROLLBACK " + LATEST + ":6");
        broken(
                "latest names a yanked image",
                "yankedLatest",
                "",
                base -> NEWEST.into(base, APP, "1.5.0"),
                app -> NEWEST.into(app.note(APP, NEWEST.digest(), "yanked: it is slow"), APP, "latest"),
                "RULE_BROKEN " + LATEST + ":4");
        broken(
                "the image of latest is yanked",
                "yankedLatest",
                app -> app.note(APP, NEW.digest(), "yanked: it is slow"),
                "RULE_BROKEN " + note(APP, NEW.digest()) + ":1");
        broken(
                "a digest is removed",
                "removal",
                "",
                base -> NEWEST.into(base, APP),
                app -> app.note(APP, NEWEST.digest(), "removed: I don't like it"),
                "CHANGE_FORBIDDEN " + note(APP, NEWEST.digest()) + ":1");
        broken(
                "nobody may yank",
                "yanking",
                "yanking: nobody",
                base -> {},
                app -> app.note(APP, OLD.digest(), "yanked: it is slow"),
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()) + ":1");
        broken(
                "only keepers deprecate",
                "deprecation",
                "deprecation: keepers",
                base -> {},
                app -> app.page(APP, "store: https://storage.example/acme", "deprecated: it is old"),
                "CHANGE_FORBIDDEN " + PAGE + ":4");
        broken(
                "only keepers delete tags",
                "tagDeletion",
                "tagDeletion: keepers",
                base -> {},
                app -> app.remove(LATEST),
                "CHANGE_FORBIDDEN " + LATEST);
        broken(
                "only keepers take away a store",
                "locationRemoval",
                "locationRemoval: keepers",
                base -> {},
                app -> app.page(APP, "store: https://elsewhere.example/acme"),
                "CHANGE_FORBIDDEN " + PAGE + ":3");
        broken(
                "only keepers take away a location of an image",
                "locationRemoval",
                "locationRemoval: keepers",
                base -> base.note(APP, OLD.digest(), "bases: https://old.example/acme"),
                app -> app.remove(note(APP, OLD.digest())),
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()));
        similar("acrne/app");
        similar("acme/too1");
        similar("acme/t00l");
        similar("acme/my_app");
        similar("acme/myapp");
        similar("acme/vvebsite");
        similar("acme/app/wor1d/x");
        broken(
                "many layers",
                "maxLayers",
                "maxLayers: 2",
                base -> {},
                app -> app.content(APP, LAYERS),
                "RULE_BROKEN " + content(APP, LAYERS));
        broken(
                "many manifests in an index",
                "maxIndexManifests",
                "maxIndexManifests: 1",
                base -> {},
                app -> app.content(APP, ManifestText.index(child(OLD.manifest()), child(NEW.manifest()))),
                "RULE_BROKEN " + content(APP, ManifestText.index(child(OLD.manifest()), child(NEW.manifest()))));
        broken(
                "indexes in indexes in indexes in indexes",
                "maxIndexDepth",
                app -> app.content(APP, LAYERS)
                        .content(APP, ONE)
                        .content(APP, TWO)
                        .content(APP, THREE)
                        .content(APP, FOUR),
                "RULE_BROKEN " + content(APP, FOUR));
        broken(
                "an index of nothing",
                "emptyIndexes",
                app -> app.content(APP, EMPTY_INDEX),
                "RULE_BROKEN " + content(APP, EMPTY_INDEX));
        broken(
                "a large image",
                "maxImageSize",
                "maxImageSize: 10",
                base -> {},
                app -> app.content(APP, LAYERS),
                "RULE_BROKEN " + content(APP, LAYERS));
        broken(
                "another media type",
                "allowedMediaTypes",
                "allowedMediaTypes: ['application/vnd.oci.image.manifest.*', 'application/vnd.oci.image.config.*']",
                base -> {},
                app -> app.content(APP, LAYERS),
                "RULE_BROKEN " + content(APP, LAYERS));
        broken(
                "another platform",
                "allowedPlatforms",
                "allowedPlatforms: [linux/arm*]",
                base -> {},
                app -> NEWEST.into(app, APP),
                "RULE_BROKEN " + content(APP, NEWEST.manifest()));
        broken(
                "an image without its source",
                "requiredAnnotations",
                "requiredAnnotations: [org.opencontainers.image.source, name]",
                base -> {},
                app -> NEWEST.into(app, APP, "1.5.0"),
                "RULE_BROKEN acme/app/manifests/1.5.0/README.md:4");
        broken(
                "a tag without its revision",
                "requiredTagKeys",
                "requiredTagKeys: [revision]",
                base -> {},
                app -> NEWEST.into(app, APP, "1.5.0"),
                "RULE_BROKEN acme/app/manifests/1.5.0/README.md:4");
        broken(
                "a page without licenses",
                "requiredPageKeys",
                "requiredPageKeys: [licenses]",
                base -> {},
                app -> NEW.into(app.page("acme/tool"), "acme/tool"),
                "RULE_BROKEN acme/tool/README.md");
        broken(
                "a page loses its description",
                "requiredPageKeys",
                "requiredPageKeys: [description]",
                base -> {},
                app -> app.page(APP, "store: https://storage.example/acme"),
                "RULE_BROKEN " + PAGE);
        broken(
                "another store",
                "allowedStores",
                "namespaces: {acme: {allowedStores: ['https://storage.example/acme']}}",
                base -> {},
                app -> app.page(APP, "store: [https://storage.example/acme, https://storage.example/acme2]"),
                "RULE_BROKEN " + PAGE + ":3");
        broken(
                "another host",
                "allowedHosts",
                "allowedHosts: ['*.storage.example', storage.example]",
                base -> {},
                app -> app.note(APP, OLD.digest(), "bases: https://storage.example.evil/acme"),
                "RULE_BROKEN " + note(APP, OLD.digest()) + ":1");
        broken(
                "a store without TLS",
                "plainHttp",
                app -> app.page(APP, "store: [https://storage.example/acme, http://storage.example/acme]"),
                "RULE_BROKEN " + PAGE + ":3");
        broken(
                "a legacy file without TLS",
                "plainHttp",
                app -> app.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("a", "http")),
                "RULE_BROKEN moon/cheese/manifests/1.0.0/README.md:7");
        broken(
                "many mirrors",
                "maxMirrors",
                app -> app.page(APP, "store: [" + mirrors(9) + "]"),
                "RULE_BROKEN " + PAGE + ":3");
        broken(
                "a deep name",
                "maxNameDepth",
                app -> NEW.into(app.page("acme/a/b/c/d/e/f/g/h"), "acme/a/b/c/d/e/f/g/h"),
                "RULE_BROKEN acme/a/b/c/d/e/f/g/h");
        broken(
                "a new page and nothing else",
                "emptyRepositories",
                app -> app.page("acme/tool"),
                "RULE_BROKEN acme/tool/README.md");
        broken(
                "a signature of what is elsewhere",
                "unknownSubjects",
                app -> app.content(APP, ABOUT_NOTHING),
                "RULE_BROKEN " + content(APP, ABOUT_NOTHING));
        broken(
                "a long page",
                "maxProse",
                app -> app.file(
                        PAGE,
                        "---\nlayout: collection\nstore: https://storage.example/acme\n---\n"
                                + "words ".repeat(50_000)),
                "RULE_BROKEN " + PAGE);
        broken(
                "text that is read backwards",
                "hiddenCharacters",
                app -> app.file(
                        PAGE,
                        "---\nlayout: collection\nstore: https://storage.example/acme\n---\n# App\nRun \u202egnihton\n"),
                "RULE_BROKEN " + PAGE + ":6");
        broken(
                "text that is read backwards, by an escape of YAML",
                "hiddenCharacters",
                app -> app.page(APP, "store: https://storage.example/acme", "title: \"a\\u2067b\""),
                "RULE_BROKEN " + PAGE + ":4");
        broken(
                "an escape for terminals in a note",
                "hiddenCharacters",
                app -> app.note(APP, OLD.digest(), "yanked: \"\\e[2Jit is slow\""),
                "RULE_BROKEN " + note(APP, OLD.digest()) + ":1");
    }

    private static void similar(String name) {
        broken(
                "a name like another: " + name,
                "similarNames",
                "",
                base -> {
                    for (String known : List.of("acme/tool", "acme/my-app", "acme/website", "acme/app/world/y")) {
                        NEW.into(base.page(known), known, "1");
                    }
                },
                app -> NEW.into(app.page(name), name, "1"),
                "NAME_SIMILAR " + name);
    }

    private static String mirrors(int count) {
        return String.join(
                ", ",
                IntStream.range(0, count)
                        .mapToObj(i -> "https://storage.example/acme" + (i == 0 ? "" : i))
                        .toList());
    }

    private static String manifest(String... layers) {
        return ManifestText.image("{}", layers).replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json");
    }

    private static String child(String manifest) {
        return ManifestText.descriptor(ManifestText.MANIFEST, manifest);
    }

    private static String index(String index) {
        return ManifestText.descriptor(ManifestText.INDEX, index);
    }

    private static String legacy(String file, String scheme) {
        String digest = ManifestText.digest(file).toString();
        return "---\nlayout: manifests/singularity\nsize: 42819584\ndigest: " + digest + "\nlayers:\n- digest: "
                + digest + "\n  url: " + scheme + "://files.example/image.sif\n---\n";
    }

    /** An artifact of one file in moon/cheese. */
    private static void sif(RegistryDirectory app, String file, String tag) {
        String manifest = ManifestText.image("{}", file)
                .replace(ManifestText.CONFIG, "application/vnd.sylabs.sif.config.v1+json")
                .replace(ManifestText.LAYER, "application/vnd.sylabs.sif.layer.v1.sif");
        long size = ManifestText.size(manifest) + ManifestText.size("{}") + ManifestText.size(file);
        app.content("moon/cheese", manifest).tag("moon/cheese", tag, ManifestText.MANIFEST, manifest, size);
    }

    private static String rules(String lines) {
        return lines.isEmpty() ? "title: Registry" : "rules: {" + lines + "}";
    }

    static List<Arguments> all() {
        return ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void contribution_againstARule_isRefused(
            String name,
            String key,
            String rules,
            Consumer<RegistryDirectory> base,
            Consumer<RegistryDirectory> change,
            List<String> places) {
        ContributionFixture fixture = new ContributionFixture(temporary, rules(rules));
        fixture.withApp().base(base);

        Report report = fixture.contribute(any -> Standing.OWNER, change);

        assertThat(ContributionFixture.places(report)).containsExactlyInAnyOrderElementsOf(places);
        Problem first = report.errors().stream()
                .filter(problem -> !problem.code().name().equals("MANIFEST_INVALID"))
                .findFirst()
                .orElseThrow();
        assertThat(first.hint()).endsWith("The rule is " + key + " in registry.yaml.");
    }

    @Test
    void file_executable_isRefused() {
        ContributionFixture fixture = new ContributionFixture(temporary).withApp();
        fixture.git.switchTo("topic", "main");
        NEW.into(fixture.registry.page("acme/tool"), "acme/tool", "1");
        fixture.git.git("add", "-A");
        fixture.git.git("update-index", "--chmod=+x", "acme/tool/README.md");
        fixture.git.git("commit", "-q", "-m", "Contribute");

        assertThat(ContributionFixture.places(
                        fixture.judge(Authority.OPEN, "topic").report()))
                .containsExactly("RULE_BROKEN acme/tool/README.md");
    }

    @Test
    void legacyTag_ofAWeakDigest_isConvertedByKeepersOnly() {
        String weak = legacy("a", "https")
                .replace(ManifestText.digest("a").toString(), "md5:58642f2f73a4ea8eae0f665174297330");
        ContributionFixture fixture = new ContributionFixture(temporary)
                .base(base -> base.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", weak));

        assertThat(fixture.contribute(any -> Standing.KEEPER, app -> sif(app, "a", "1.0.0"))
                        .errors())
                .isEmpty();
        assertThat(fixture.contribute(any -> Standing.KEEPER, app -> NEW.into(app, "moon/cheese", "1.0.0"))
                        .errors())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.TAG_IMMUTABLE);
    }

    @Test
    void namesThatLookAlike_ofMany_areFoundWithOneListing() {
        List<String> listed = new ArrayList<>();
        MemoryTree registry = new MemoryTree();
        registry.file("acme/tool/README.md", "");
        SimilarNames names = new SimilarNames(new FileTree() {
            @Override
            public List<Entry> list(String directory) {
                listed.add(directory);
                return registry.list(directory);
            }

            @Override
            public Optional<byte[]> read(String file, int limit) {
                return registry.read(file, limit);
            }
        });

        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> names.problemOf(RepositoryName.parse(i == 50 ? "acme/too1" : "acme/x" + i)))
                        .flatMap(Optional::stream))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("acme/tool"));
        assertThat(listed).containsExactly("", "acme");
    }

    @ParameterizedTest
    @CsvSource({"acme/app/README.md, RULE_BROKEN", "mvnw, CHANGE_FORBIDDEN"})
    void file_thatGetsTheExecutableBitOnly_isRefused(String file, String code) {
        ContributionFixture fixture =
                new ContributionFixture(temporary).withApp().base(base -> base.file("mvnw", "exec mvn\n"));
        fixture.git.switchTo("topic", "main");
        fixture.git.git("update-index", "--chmod=+x", file);
        fixture.git.git("commit", "-q", "-m", "Contribute");

        assertThat(ContributionFixture.places(
                        fixture.judge(Authority.OPEN, "topic").report()))
                .containsExactly(code + " " + file);
    }

    @Test
    void subject_thatIsAbsentAndRefused_isReportedOnce() {
        Report report = new ContributionFixture(temporary)
                .withApp()
                .contribute(Authority.OPEN, app -> app.content(APP, ABOUT_NOTHING));

        assertThat(report.warnings()).extracting(Problem::code).doesNotContain(ProblemCode.SUBJECT_UNKNOWN);
        assertThat(report.errors()).extracting(Problem::code).containsExactly(ProblemCode.RULE_BROKEN);
    }

    @Test
    void stranger_mayChangeNothingThatIsForOwners() {
        ContributionFixture fixture =
                new ContributionFixture(temporary).withApp().base(app -> NEWEST.into(app, APP));

        Report report = fixture.contribute(name -> Standing.STRANGER, app -> {
            app.note(APP, NEWEST.digest(), "yanked: I don't like it", "bases: https://elsewhere.example");
            app.page(APP, "store: https://elsewhere.example", "successor: evil/app");
            app.remove(APP + "/manifests/1.4/README.md");
            OLD.tagged(app, "latest", "rollback: I like it better");
        });

        assertThat(ContributionFixture.places(report))
                .containsExactlyInAnyOrder(
                        "CHANGE_FORBIDDEN " + note(APP, NEWEST.digest()) + ":1",
                        "CHANGE_FORBIDDEN " + note(APP, NEWEST.digest()) + ":2",
                        "CHANGE_FORBIDDEN " + PAGE + ":3",
                        "CHANGE_FORBIDDEN " + PAGE + ":4",
                        "CHANGE_FORBIDDEN acme/app/manifests/1.4/README.md",
                        "TAG_ROLLBACK " + LATEST + ":6");
    }

    @Test
    void keeper_mayDoWhatIsKeptForKeepers() {
        ContributionFixture fixture = new ContributionFixture(temporary)
                .withApp()
                .base(app -> {
                    NEWEST.into(app, APP, "1.5.0");
                    NEW.into(app.page("acme/tool"), "acme/tool", "1");
                });

        Report report = fixture.contribute(name -> Standing.KEEPER, app -> {
            app.note(APP, NEWEST.digest(), "removed: it has a secret").remove(APP + "/manifests/1.5.0/README.md");
            app.remove(APP + "/manifests/1.4.1/README.md");
            NEW.into(app.page("acme/too1"), "acme/too1", "1");
        });

        assertThat(report.errors()).isEmpty();
    }

    /** What a contribution may not bring is a warning in the registry itself. */
    @Test
    void registry_withWhatItsRulesDoNotAllow_isWarned() {
        ContributionFixture fixture = new ContributionFixture(
                temporary,
                rules("maxLayers: 2, allowedHosts: [none.example], requiredTagKeys: [revision], maxMirrors: 1"));
        fixture.withApp().base(app -> app.content(APP, LAYERS).note(APP, NEW.digest(), "yanked: it is old"));

        Inspected inspected;
        try (OpenStores open = new OpenStores(temporary, RegistryStory.ACCESS)) {
            ValidateRequest request = new ValidateRequest(fixture.registry.root(), false, RegistryStory.ACCESS);
            inspected = new Validation(request, open.stores(), Progress.NONE).inspect();
        }

        assertThat(inspected.report().errors()).isEmpty();
        assertThat(inspected.report().warnings())
                .extracting(problem -> problem.code() + " " + problem.location())
                .contains(
                        "RULE_UNMET " + PAGE + ":3",
                        "RULE_UNMET " + LATEST + ":4",
                        "RULE_UNMET " + content(APP, LAYERS),
                        "RULE_UNMET acme/app/manifests/1.4.1/README.md:4");
    }

    /** Only what is new is held against the rules: they may be newer than the rest. */
    @Test
    void rules_stricterThanTheRegistry_stopNothingThatIsThere() {
        ContributionFixture fixture = new ContributionFixture(
                temporary,
                rules(
                        "maxLayers: 1, allowedHosts: [none.example], requiredTagKeys: [revision], maxMirrors: 1, maxProse: 9,"
                                + " requiredPageKeys: [vendor], allowedPlatforms: [none/none], maxNameDepth: 1,"
                                + " requiredAnnotations: [x], namespaces: {acme/app: {maxProse: 100000}}"));
        fixture.withApp()
                .base(app -> app.content(APP, LAYERS)
                        .content(APP, ABOUT_NOTHING)
                        .note(APP, OLD.digest(), "bases: [http://a.example/a, http://b.example/b]"));

        Report report = fixture.contribute(
                Authority.OPEN,
                app -> app.page(APP, "store: https://storage.example/acme", "title: App")
                        .note(APP, OLD.digest(), "bases: [http://a.example/a, http://b.example/b]", "yanked: it is old")
                        .file(
                                APP + "/manifests/1.4.2/README.md",
                                "---\nlayout: manifests/oci\nmediaType: " + ManifestText.MANIFEST + "\ndigest: "
                                        + NEW.digest() + "\nsize: " + NEW.size() + "\n---\nBetter.\n"));

        assertThat(report.errors()).isEmpty();
    }
}
