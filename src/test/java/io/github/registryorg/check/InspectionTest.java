package io.github.registryorg.check;

import static io.github.registryorg.check.CheckedRegistry.file;
import static io.github.registryorg.check.CheckedRegistry.note;
import static io.github.registryorg.check.CheckedRegistry.tagFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.source.LayoutFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that must hold in the structure of metadata: broken alone, it is the one finding, at its place. */
class InspectionTest {

    private static final Platform AMD64 = new Platform("linux", "amd64", null, null);
    private static final Platform ARM64 = new Platform("linux", "arm64", null, null);

    private final LayoutFixture layout = new LayoutFixture();
    private CheckedRegistry registry;

    @BeforeEach
    void registry(@TempDir Path temporary) {
        registry = new CheckedRegistry(temporary.resolve("registry"));
    }

    private static void assertFinding(Problem problem, ProblemCode code, String place, String what) {
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.location()).as(problem.toString()).hasToString(place);
        assertThat(problem.toString()).contains(what);
        assertThat(problem.hint()).as(problem.toString()).isNotBlank();
    }

    @Test
    void whatIsWellFormedHasNoFinding() throws IOException {
        registry.add(layout, layout.index(layout.image("one", AMD64), layout.image("two", ARM64)), "1.0", "latest");
        assertThat(registry.findings()).isEmpty();
    }

    @Test
    void aTagOfADigestThatIsNotHere() throws IOException {
        Descriptor image = layout.image("one");
        registry.add(layout, image, "1.0");
        String absent = Digest.sha256(new byte[0]).toString();
        registry.edit(tagFile("1.0"), text -> text.replace(image.digest().toString(), absent));

        Problem problem = registry.finding();
        assertFinding(problem, ProblemCode.MANIFEST_UNKNOWN, tagFile("1.0") + ":4", absent);
        assertThat(problem.subject()).isEqualTo("acme/app:1.0");
    }

    @Test
    void aTagOfAConfig() throws IOException {
        Descriptor image = layout.image("one");
        registry.add(layout, image, "1.0");
        String config = config(image).digest().toString();
        registry.edit(tagFile("1.0"), text -> text.replace(image.digest().toString(), config));

        assertFinding(
                registry.finding(),
                ProblemCode.MANIFEST_UNKNOWN,
                tagFile("1.0") + ":4",
                "which is no manifest of this repository");
    }

    private Descriptor config(Descriptor image) {
        return RawManifest.of(layout.content(image.digest()))
                .manifest()
                .references()
                .get(0);
    }

    @Test
    void aTagOfADigestThatWasRemoved() throws IOException {
        Descriptor image = layout.image("one");
        registry.add(layout, image, "1.0");
        registry.write(note(image.digest()), "removed: a secret was in it\n");

        assertFinding(registry.finding(), ProblemCode.MANIFEST_UNKNOWN, tagFile("1.0") + ":4", "a secret was in it");
    }

    @Test
    void aTagThatSaysAnotherMediaType() throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.edit(tagFile("1.0"), text -> text.replace("image.manifest.v1", "image.index.v1"));

        assertFinding(
                registry.finding(), ProblemCode.MANIFEST_INVALID, tagFile("1.0") + ":3", MediaType.OCI_INDEX.value());
    }

    @Test
    void aTagThatSaysAnotherSize() throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.edit(tagFile("1.0"), text -> text.replaceFirst("size: \\d+", "size: 7"));

        assertFinding(
                registry.finding(), ProblemCode.SIZE_INVALID, tagFile("1.0") + ":5", "says size 7, and a full pull");
    }

    @Test
    void anIndexWhoseChildIsNotHere() throws IOException {
        Descriptor one = layout.image("one", AMD64);
        Descriptor index = layout.index(one, layout.image("two", ARM64));
        registry.add(layout, index);
        registry.delete(file(one.digest()));

        assertFinding(
                registry.finding(),
                ProblemCode.MANIFEST_BLOB_UNKNOWN,
                file(index.digest()),
                "names " + one.digest() + ", which is not here");
    }

    @Test
    void anIndexMayNameAChildThatWasRemoved() throws IOException {
        Descriptor one = layout.image("one", AMD64);
        registry.add(layout, layout.index(one, layout.image("two", ARM64)));
        registry.delete(file(one.digest()));
        registry.write(note(one.digest()), "removed: broken\n");

        assertThat(registry.findings()).isEmpty();
    }

    @Test
    void anIndexThatSaysSomethingElseOfItsChild() throws IOException {
        Descriptor image = layout.image("one");
        Descriptor wrong = Descriptor.of(image.mediaType(), image.digest(), image.size() + 1);
        byte[] index = Json.write(LayoutFixture.indexJson(wrong));
        registry.add(layout, image, "1.0");
        Digest digest = Digest.sha256(index);
        registry.write(file(digest), new String(index, StandardCharsets.UTF_8));

        assertFinding(
                registry.finding(),
                ProblemCode.MANIFEST_INVALID,
                file(digest),
                "of " + (image.size() + 1) + " bytes, and it is");
    }

    @Test
    void aConfigThatDescribesOtherLayers() throws IOException {
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_GZIP, new byte[] {1});
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, LayoutFixture.config(AMD64));
        registry.add(layout, layout.manifest(LayoutFixture.image(config, layer)));

        assertFinding(
                registry.finding(),
                ProblemCode.MANIFEST_INVALID,
                file(config.digest()),
                "has 1 layers, and its config describes 0");
    }

    @Test
    void aManifestThatSaysAnotherSizeOfItsConfig() throws IOException {
        Descriptor image = layout.image("one");
        registry.add(layout, image, "1.0");
        ObjectNode manifest = RawManifest.of(layout.content(image.digest())).json();
        ((ObjectNode) manifest.get("config")).put("size", 1);
        byte[] bytes = Json.write(manifest);
        Digest digest = Digest.sha256(bytes);
        registry.write(file(digest), new String(bytes, StandardCharsets.UTF_8));

        assertFinding(registry.finding(), ProblemCode.SIZE_INVALID, file(digest), "says its config has 1 bytes");
    }

    @Test
    void aManifestAboutOneThatIsNotHereIsAWarning() throws IOException {
        Descriptor image = layout.image("one");
        Descriptor signature = layout.referrer("signed", image);
        layout.entry(signature, "signature");
        registry.add(layout, image);
        assertThat(registry.findings()).isEmpty();
        registry.delete(file(image.digest()));

        Problem problem = registry.finding();
        assertFinding(problem, ProblemCode.SUBJECT_UNKNOWN, file(signature.digest()), "is about " + image.digest());
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "CON, NAME_RESERVED, device",
        "nul.txt, NAME_RESERVED, device",
        "1., NAME_RESERVED, dot",
        "sha256-0000000000000000000000000000000000000000000000000000000000000000, TAG_INVALID, referrers"
    })
    void tagsThatAreTaken(String tag, ProblemCode code, String what) throws IOException {
        registry.add(layout, layout.image("one"), tag);

        assertFinding(registry.finding(), code, "acme/app/manifests/" + tag, what);
    }

    @Test
    void tagsThatDifferOnlyInCase() throws IOException {
        registry.add(layout, layout.image("one"), "Latest", "latest");

        assertFinding(
                registry.finding(),
                ProblemCode.NAME_CONFLICT,
                "acme/app/manifests/latest",
                "differs from the tag Latest only in case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.0", "1.0+build", "a b", "ä"})
    void foldersThatAreNoTag(String name) throws IOException {
        registry.add(layout, layout.image("one"));
        registry.write(tagFile(name), "---\nlayout: manifests/oci\n---\n");

        assertFinding(registry.finding(), ProblemCode.TAG_INVALID, "acme/app/manifests/" + name, "is not a tag");
    }

    @Test
    void bytesThatAreNotThoseOfTheirName() throws IOException {
        Descriptor image = layout.image("one");
        registry.add(layout, image, "1.0");
        registry.edit(file(image.digest()), text -> text + "\r\n");

        assertFinding(
                registry.finding(), ProblemCode.DIGEST_INVALID, file(image.digest()), "**/digests/** -text -filter");
    }

    @Test
    void notesOfWhatIsNotHere() throws IOException {
        registry.add(layout, layout.image("one"));
        Digest absent = Digest.sha256(new byte[0]);
        registry.write(note(absent), "bases: https://storage.example/other\n");

        assertFinding(registry.finding(), ProblemCode.MANIFEST_UNKNOWN, note(absent), "is not here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digests/README.md",
                "digests/md5/00/00000000000000000000000000000000.json",
                "digests/sha256/00.json",
                "digests/sha256/000/x.json",
                "digests/sha256/00/short.json",
                "digests/sha256/11/0000000000000000000000000000000000000000000000000000000000000000.json",
                "digests/sha256/00/0000000000000000000000000000000000000000000000000000000000000000.txt",
                "manifests/file",
                "manifests/1.0/notes.txt",
                "tags/1.0/README.md",
                "tags/list",
                "notes.txt",
                ".gitattributes"
            })
    void filesThatHaveNoPlace(String path) throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.write("acme/app/" + path, "");

        Problem problem = registry.finding();
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_STRAY);
        assertThat("acme/app/" + path).startsWith(problem.location().file());
        assertThat(problem.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifests", "digests", "tags", "manifests/1.0", "digests/sha256", "README.md"})
    void linksAreRefusedAndNotFollowed(String path) throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        Path elsewhere = registry.folder.resolveSibling("elsewhere");
        Path original = registry.folder.resolve("acme/app").resolve(path);
        if (Files.exists(original)) {
            Files.move(original, elsewhere);
        } else {
            Files.createDirectories(elsewhere);
        }
        Files.createSymbolicLink(original, elsewhere);

        assertThat(registry.findings())
                .anyMatch(problem -> problem.severity() == Severity.ERROR
                        && problem.location().file().equals("acme/app/" + path));
    }

    @Test
    void aRegistryMaySayWhichStoresThereAre() throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.write("registry.yaml", "formatVersion: 1\nallowedStores: [https://storage.example/acm]\n");
        assertFinding(registry.finding(), ProblemCode.STORE_INVALID, "acme/app/README.md", "storage.example/acm");

        registry.write("registry.yaml", "formatVersion: 1\nallowedStores: [https://storage.example/]\n");
        assertThat(registry.findings()).isEmpty();
    }

    @Test
    void blobsThatAreNowhere() throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.edit("acme/app/README.md", text -> text.replaceFirst("store: .*\n", ""));

        assertFinding(registry.finding(), ProblemCode.STORE_INVALID, "acme/app/README.md", "names no store");
    }

    @Test
    void aStoreOfOneMachineIsAWarning() throws IOException {
        registry.add(layout, layout.image("one"), "1.0");
        registry.edit("acme/app/README.md", text -> text.replaceFirst("store: .*\n", "store: file:///srv/blobs\n"));

        Problem problem = registry.finding();
        assertFinding(problem, ProblemCode.STORE_LOCAL, "acme/app/README.md", "file:///srv/blobs");
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "acme/App, NAME_INVALID",
        "acme/-app, NAME_INVALID",
        "acme/a..b, NAME_INVALID",
        "acme/blobs, NAME_RESERVED",
        "acme/referrers, NAME_RESERVED",
        "acme/index.html, NAME_RESERVED",
        "acme/com1, NAME_RESERVED",
        "acme/nul.x, NAME_RESERVED"
    })
    void namesThatNoRepositoryCanHave(String name, ProblemCode code) throws IOException {
        registry.write(name + "/README.md", "---\nlayout: collection\n---\n");

        assertFinding(registry.finding(), code, name, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "docs", "target", "v2", "api", ".github", "_site", "404.html"})
    void whatARegistryRepositoryHasBesidesIsPassedOver(String name) throws IOException {
        registry.write(name + "/README.md", "---\nlayout: collection\n---\n");

        assertThat(registry.findings()).isEmpty();
    }
}
