package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.FolderTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.AllowedHosts;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.Buckets;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs that metadata names, looked for where it says that they are. */
class BlobExistenceTest {

    private final LayoutFixture layout = new LayoutFixture();
    private CheckedRegistry registry;
    private Path blobs;
    private Descriptor image;
    private Descriptor layer;

    @BeforeEach
    void registry(@TempDir Path temporary) throws IOException {
        registry = new CheckedRegistry(temporary.resolve("registry"));
        blobs = registry.folder.resolve("blobs-of-acme/sha256");
        image = layout.image("one");
        registry.add(layout, image, "1.0", "latest");
        registry.edit("acme/app/README.md", text -> text.replaceFirst("store: .*", "store: file:blobs-of-acme"));
        Files.createDirectories(blobs);
        for (Descriptor blob :
                RawManifest.of(layout.content(image.digest())).manifest().references()) {
            Files.write(blobs.resolve(blob.digest().hex()), layout.content(blob.digest()));
            layer = blob;
        }
    }

    private List<Problem> findings(boolean deep, String... allowed) {
        return report(deep, allowed).errors();
    }

    private Report report(boolean deep, String... allowed) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new FolderTree(registry.folder), report);
        BlobCheck wanted = new BlobCheck(RegistrySettings.EMPTY);
        Inspection inspection = new Inspection(List.of(wanted));
        metadata.repositories().forEach(name -> inspection.inspect(metadata.repository(name), report));
        try (RemoteClient client = new RemoteClient(AllowedHosts.parse(List.of(allowed)), null)) {
            new BlobExistence(
                            new BlobStores(registry.folder, StoreMap.NONE, client, new Buckets(BucketSettings.NONE)),
                            deep)
                    .check(wanted, report);
        }
        return report;
    }

    private void assertFinding(List<Problem> findings, ProblemCode code, String what) {
        assertThat(findings).hasSize(1);
        Problem problem = findings.get(0);
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.subject()).isEqualTo("acme/app:1.0");
        assertThat(problem.toString()).contains(what);
        assertThat(problem.location()).isNotNull();
        assertThat(problem.hint()).isNotBlank();
    }

    @Test
    void whatIsThereHasNoFinding() {
        assertThat(findings(false)).isEmpty();
        assertThat(findings(true)).isEmpty();
    }

    @Test
    void aBlobThatIsAbsent() throws IOException {
        Files.delete(blobs.resolve(layer.digest().hex()));

        assertFinding(findings(false), ProblemCode.BLOB_UNKNOWN, layer.digest() + " is not at file:blobs-of-acme");
        assertFinding(findings(true), ProblemCode.BLOB_UNKNOWN, layer.digest().toString());
        assertThat(findings(false).get(0).location()).hasToString(CheckedRegistry.file(image.digest()));
    }

    @Test
    void aBlobOfAnotherSize() throws IOException {
        Files.write(blobs.resolve(layer.digest().hex()), new byte[3]);

        assertFinding(findings(false), ProblemCode.SIZE_INVALID, "has 3 bytes, and should have " + layer.size());
    }

    @Test
    void aBlobWithOtherBytesIsFoundByHashing() throws IOException {
        Files.write(blobs.resolve(layer.digest().hex()), new byte[(int) layer.size()]);

        assertThat(findings(false)).isEmpty();
        assertFinding(findings(true), ProblemCode.DIGEST_INVALID, layer.digest().toString());
    }

    @Test
    void aDigestMaySayWhereItsBlobsAre() throws IOException {
        Files.createDirectories(registry.folder.resolve("elsewhere"));
        Files.move(blobs, registry.folder.resolve("elsewhere/sha256"));
        assertThat(findings(false)).hasSize(2);

        registry.write(CheckedRegistry.note(image.digest()), "bases: file:elsewhere\n");
        assertThat(findings(false)).isEmpty();
    }

    @Test
    void allMirrorsMustHaveIt() throws IOException {
        registry.edit(
                "acme/app/README.md",
                text -> text.replaceFirst("store: .*", "store: [\"file:blobs-of-acme\", \"file:mirror\"]"));

        assertThat(findings(false))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).contains("file:mirror"));
    }

    @Test
    void aBlobAtAUrlIsAskedForOnceWhoeverNamesIt() throws IOException {
        byte[] content = layout.content(layer.digest());
        try (LoopbackServer web = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, content))) {
            Files.delete(blobs.resolve(layer.digest().hex()));
            registry.write(
                    CheckedRegistry.note(image.digest()),
                    "urls:\n  " + layer.digest() + ": [\"" + web.url("/layer?x=%2F") + "\"]\n");

            assertThat(findings(false, "127.0.0.1:" + web.port())).isEmpty();
            assertThat(web.requests()).containsExactly("HEAD /layer?x=%2F");
            assertThat(findings(true, "127.0.0.1:" + web.port())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aStoreThatIsNotPublicIsAWarning(int status) throws IOException {
        try (LoopbackServer web = LoopbackServer.start(LoopbackServer.status(status))) {
            registry.edit("acme/app/README.md", text -> text.replaceFirst("store: .*", "store: " + web.url("/x")));

            Report report = report(false, "127.0.0.1:" + web.port());
            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings())
                    .filteredOn(problem -> problem.code() == ProblemCode.BLOB_UNVERIFIED)
                    .hasSize(2)
                    .allSatisfy(problem -> assertThat(problem.toString()).contains(web.url("/x"), "registry.storeMap"));
        }
    }

    @Test
    void noStrangersUrlReachesThisMachine() throws IOException {
        try (LoopbackServer web = LoopbackServer.start(LoopbackServer.status(200))) {
            registry.edit("acme/app/README.md", text -> text.replaceFirst("store: .*", "store: " + web.url("/x")));

            assertThat(findings(false))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN));
            assertThat(web.requests()).isEmpty();
        }
    }

    @Test
    void untaggedManifestsAreCheckedToo() throws IOException {
        registry.delete(CheckedRegistry.tagFile("1.0"));
        registry.delete(CheckedRegistry.tagFile("latest"));
        Files.delete(registry.folder.resolve("acme/app/manifests/1.0"));
        Files.delete(registry.folder.resolve("acme/app/manifests/latest"));
        Files.delete(blobs.resolve(layer.digest().hex()));

        assertThat(findings(false))
                .singleElement()
                .satisfies(problem -> assertThat(problem.subject()).isEqualTo("acme/app@" + image.digest()));
    }

    @Test
    void removedManifestsNeedNoBlobs() throws IOException {
        Files.delete(blobs.resolve(layer.digest().hex()));
        registry.write(CheckedRegistry.note(image.digest()), "removed: gone\n");

        assertThat(findings(false)).isEmpty();
    }

    @Test
    void aStoreOutsideTheRegistryIsNotRead() throws IOException {
        Path outside = registry.folder.resolveSibling("outside/sha256");
        Files.createDirectories(outside);
        Files.write(outside.resolve(layer.digest().hex()), layout.content(layer.digest()));
        Path link = blobs.resolve(layer.digest().hex());
        Files.delete(link);
        Files.createSymbolicLink(link, outside.resolve(layer.digest().hex()));

        assertFinding(findings(false), ProblemCode.FILE_KIND_INVALID, "leads out of the store");
    }
}
