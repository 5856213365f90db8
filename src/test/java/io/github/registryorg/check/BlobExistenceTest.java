package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.descriptor;
import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.RegistryDirectory.blobFile;
import static io.github.registryorg.metadata.RegistryDirectory.digestFile;
import static io.github.registryorg.metadata.RegistryDirectory.noteFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.ReservedPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every blob that metadata names exists and matches. */
class BlobExistenceTest {

    private static final String ARM64_FILE = digestFile("acme/app", digest(Sample.ARM64));
    private static final String HOST = "127.0.0.1";

    @TempDir
    private Path root;

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(this::serve);
    private final ReservedPort unused = ReservedPort.take();

    private void serve(HttpExchange exchange) throws IOException {
        String content = files.get(exchange.getRequestURI().toString());
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            LoopbackServer.send(exchange, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        unused.close();
    }

    private RegistryDirectory registry() {
        return RegistryDirectory.wellFormed(root);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blobs_allPresent_giveNoFinding(boolean deep) {
        registry();

        Findings.ofBlobs(root, deep).assertNone();
    }

    @Test
    void absentBlob_ofATaggedManifest_isReportedForTheTag() {
        registry().remove(blobFile(".store", Sample.ARM64_CONFIG));

        Findings.ofBlobs(root, false)
                .assertOnly(
                        ProblemCode.BLOB_UNKNOWN,
                        "acme/app:arm64",
                        ARM64_FILE,
                        digest(Sample.ARM64_CONFIG) + " is not at file:.store",
                        "Publish it again (registry:publish), or correct the store that the repository's page");
    }

    @Test
    void absentBlob_ofOnePlatform_isReportedForTheTagOfItsIndex() {
        registry().remove(blobFile(".store", Sample.AMD64_LAYER));

        Findings.ofBlobs(root, false)
                .assertOnly(
                        ProblemCode.BLOB_UNKNOWN,
                        "acme/app:1.4.2",
                        digestFile("acme/app", digest(Sample.AMD64)),
                        digest(Sample.AMD64_LAYER) + " is not at file:.store");
    }

    @Test
    void absentBlob_sharedByManifests_isCheckedAndReportedOnce() {
        registry().remove(blobFile(".store", Sample.SHARED_LAYER));

        assertThat(Findings.ofBlobs(root, false).problems())
                .extracting(Problem::what)
                .containsExactly(digest(Sample.SHARED_LAYER) + " is not at file:.store");
    }

    @Test
    void absentBlob_inSeveralMirrors_isReportedForEach() {
        registry().page("acme/app", "store: [file:.store, file:.mirror]").blob(".mirror", Sample.SHARED_LAYER);

        assertThat(Findings.ofBlobs(root, false).problems())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        digest(Sample.AMD64_LAYER) + " is not at file:.mirror",
                        digest(Sample.AMD64_CONFIG) + " is not at file:.mirror",
                        digest(Sample.ARM64_CONFIG) + " is not at file:.mirror");
    }

    @Test
    void blob_ofAnotherSize_isReported() {
        registry().file(blobFile(".store", Sample.ARM64_CONFIG), "short");

        Findings.ofBlobs(root, false)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        "acme/app:arm64",
                        ARM64_FILE,
                        digest(Sample.ARM64_CONFIG) + " at file:.store has 5 bytes, and should have "
                                + size(Sample.ARM64_CONFIG),
                        "publish it again");
    }

    @Test
    void blob_ofOtherContent_isReportedByDeepChecksOnly() {
        String forged = "F" + Sample.SHARED_LAYER.substring(1);
        registry().file(blobFile(".store", Sample.SHARED_LAYER), forged);

        Findings.ofBlobs(root, false).assertNone();

        Findings deep = Findings.ofBlobs(root, true);
        assertThat(deep.problems()).hasSize(1);
        assertThat(deep.problems().get(0).code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(deep.problems().get(0).what())
                .isEqualTo(digest(Sample.SHARED_LAYER) + " at file:.store does not match its digest");
        assertThat(deep.problems().get(0).cause()).isEqualTo("its content is " + digest(forged));
        assertThat(deep.problems().get(0).hint()).isNotBlank();
        assertThat(deep.problems().get(0).location()).isNotNull();
    }

    @Test
    void layer_ofAnotherFormatThanItsType_isAWarningOfADeepCheck() {
        String bzip2 = "BZh91AY&SY";
        String config = ManifestText.config("amd64", 1);
        String image = ManifestText.image(config, bzip2);
        registry()
                .content("acme/app", config)
                .content("acme/app", image)
                .blob(".store", config)
                .blob(".store", bzip2);

        Findings.ofBlobs(root, false).assertNone();
        Findings.ofBlobs(root, true)
                .assertOnly(
                        ProblemCode.MEDIA_TYPE_UNUSUAL,
                        "acme/app@" + digest(image),
                        digestFile("acme/app", digest(image)),
                        "its layer " + digest(bzip2) + " is compressed with something else than gzip or zstd");
    }

    @Test
    void deepCheck_ofAbsentAndShortBlobs_reportsThem() {
        registry()
                .remove(blobFile(".store", Sample.AMD64_LAYER))
                .file(blobFile(".store", Sample.ARM64_CONFIG), "short");

        assertThat(Findings.ofBlobs(root, true).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactlyInAnyOrder(
                        tuple(ProblemCode.BLOB_UNKNOWN, "acme/app:1.4.2"),
                        tuple(ProblemCode.SIZE_INVALID, "acme/app:arm64"));
    }

    @Test
    void blob_linkedFromOutsideTheStore_isReported() {
        registry().remove(blobFile(".store", Sample.ARM64_CONFIG)).file(".elsewhere/x", Sample.ARM64_CONFIG);
        new RegistryDirectory(root).link(blobFile(".store", Sample.ARM64_CONFIG), root.resolve(".elsewhere/x"));

        Problem problem = Findings.ofBlobs(root, false).problems().get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(problem.subject()).isEqualTo("acme/app:arm64");
        assertThat(problem.what()).endsWith("is a link that leads out of the store");
        assertThat(problem.location()).hasToString(ARM64_FILE);
    }

    @Test
    void basesOfADigest_besideThoseOfThePage_replaceThem() {
        registry().note("acme/app", digest(Sample.ARM64), "bases: file:.other").blob(".other", Sample.ARM64_CONFIG);

        Findings.ofBlobs(root, false)
                .assertOnly(
                        ProblemCode.BLOB_UNKNOWN,
                        "acme/app:arm64",
                        ARM64_FILE,
                        digest(Sample.SHARED_LAYER) + " is not at file:.other");
    }

    @Test
    void pageWithoutAStore_isCheckedAgainstTheRegistrysStore() {
        registry()
                .page("acme/app")
                .file("registry.yaml", "formatVersion: 1\nstore: file:.store\n")
                .remove(blobFile(".store", Sample.AMD64_LAYER));

        assertThat(Findings.ofBlobs(root, false).problems())
                .extracting(Problem::what)
                .containsExactly(digest(Sample.AMD64_LAYER) + " is not at file:.store");
    }

    @Test
    void removedDigest_checked_sendsNoRequest() {
        registry()
                .note("acme/app", digest(Sample.AMD64), "removed: it had a secret")
                .remove(blobFile(".store", Sample.AMD64_LAYER));

        Findings.ofBlobs(root, false).assertNone();
    }

    @Test
    void urlOfADigest_withEscapes_isRequestedAsWritten() {
        String path = "/download/acme%2Fconfig?generation=15&alt=media";
        files.put(path, Sample.ARM64_CONFIG);
        registry()
                .remove(blobFile(".store", Sample.ARM64_CONFIG))
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [\"" + server.url(path) + "\"]");

        Findings.ofBlobs(root, false, HOST).assertNone();
        assertThat(server.requests()).containsExactly("HEAD " + path);
    }

    @Test
    void urlOfADigest_withoutContent_isReportedAtItsNote() {
        String url = server.url("/nothing");
        registry()
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [\"" + url + "\"]");

        Findings.ofBlobs(root, false, HOST)
                .assertOnly(
                        ProblemCode.BLOB_UNKNOWN,
                        "acme/app:arm64",
                        noteFile("acme/app", digest(Sample.ARM64)),
                        digest(Sample.ARM64_CONFIG) + " is not at " + url,
                        "Put it there again, or correct the URL.");
    }

    @Test
    void foreignLayer_checked_isRequestedAtItsUrls() {
        files.put("/base", "foreign files");
        registry().content("acme/app", imageWithForeignLayer(server.url("/base")));

        Findings.ofBlobs(root, false, HOST).assertNone();
        assertThat(server.requests()).containsExactly("HEAD /base");
    }

    /** An image with a foreign layer at this URL. */
    private String imageWithForeignLayer(String url) {
        String type = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
        String layer = ManifestText.with(descriptor(type, "foreign files"), "urls", "[\"" + url + "\"]");
        return ManifestText.image(Sample.ARM64_CONFIG).replace("[]", "[" + layer + "]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foreignLayer_whoseUrlGivesNoResponse_isAWarning(boolean deep) {
        String url = "http://" + unused.address() + "/base";
        String image = imageWithForeignLayer(url);
        registry().content("acme/app", image);

        Findings found = Findings.ofBlobs(root, deep, HOST);

        found.assertOnly(
                ProblemCode.BLOB_UNVERIFIED,
                "acme/app@" + digest(image),
                digestFile("acme/app", digest(image)),
                digest("foreign files") + " can't be looked for at " + url);
        assertThat(found.problems().get(0).cause()).contains("the connection was refused");
        assertThat(found.problems().get(0).hint())
                .isEqualTo(
                        "It is a foreign layer, which clients fetch from this URL of its manifest: where the URL doesn't"
                                + " respond, they can't pull the image.");
    }

    @Test
    void foreignLayer_thatItsServerHasNot_isAnError() {
        registry().content("acme/app", imageWithForeignLayer(server.url("/base")));

        assertThat(Findings.ofBlobs(root, false, HOST).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.BLOB_UNKNOWN);
    }

    @Test
    void ownBlob_onTheServerOfAForeignLayer_isAnErrorAllTheSame() {
        String host = "http://" + unused.address();
        registry()
                .content("acme/app", imageWithForeignLayer(host + "/base"))
                .note(
                        "acme/app",
                        digest(Sample.ARM64),
                        "urls:",
                        "  " + digest(Sample.ARM64_CONFIG) + ": [\"" + host + "/config\"]");

        assertThat(Findings.ofBlobs(root, false, HOST).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.IO_FAILED, ProblemCode.BLOB_UNVERIFIED);
    }

    @Test
    void urlsOfAnOrdinaryLayer_checked_areNotRequested() {
        String layer = ManifestText.with(
                descriptor(ManifestText.LAYER, Sample.SHARED_LAYER), "urls", "[\"" + server.url("/x") + "\"]");
        registry().content("acme/app", ManifestText.image(Sample.ARM64_CONFIG).replace("[]", "[" + layer + "]"));

        Findings.ofBlobs(root, false, HOST).assertNone();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void webStore_checked_isRequestedBelowItsBase() {
        String path = "/acme/sha256/" + digest(Sample.SHARED_LAYER).hex();
        files.put(path, Sample.SHARED_LAYER);
        new RegistryDirectory(root)
                .page("acme/app", "store: " + server.url("/acme"))
                .content("acme/app", ManifestText.image(Sample.SHARED_LAYER));

        Findings.ofBlobs(root, false, HOST).assertNone();
        assertThat(server.requests()).containsExactly("HEAD " + path);
    }

    @Test
    void privateAddress_ofAContribution_isReportedAndNotRequested() {
        new RegistryDirectory(root)
                .page("acme/app", "store: " + server.url("/acme"))
                .content("acme/app", ManifestText.image(Sample.SHARED_LAYER));

        assertThat(Findings.ofBlobs(root, false).problems())
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
        assertThat(server.requests()).isEmpty();
    }

    // the legacy format

    private void legacy(String size, String digest) {
        new RegistryDirectory(root)
                .page("moon/cheese")
                .file(
                        "moon/cheese/manifests/latest/README.md",
                        "---\nlayout: manifests/singularity\nsize: " + size + "\ndigest: " + digest
                                + "\nlayers:\n- size: "
                                + size + "\n  digest: " + digest + "\n  url: \""
                                + server.url("/o/moon%2Fcheese?alt=media")
                                + "\"\n---\n");
    }

    @ParameterizedTest
    @CsvSource({"10000, bytes", "10, kibibytes", "13, blocks of 4 KiB and what du adds", "1.5G, who knows"})
    void legacySize_inBytesOrKibibytes_isAccepted(String size, String unit) {
        files.put("/o/moon%2Fcheese?alt=media", "x".repeat(10_000));
        legacy(size, "md5:WGQgL3Ok6o6uD2ZRdClzDQ==");

        Findings.ofBlobs(root, false, HOST).assertNone();
        assertThat(server.requests()).as(unit).containsExactly("HEAD /o/moon%2Fcheese?alt=media");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10001", "15", "5"})
    void legacySize_inNeitherUnit_isReported(String size) {
        files.put("/o/moon%2Fcheese?alt=media", "x".repeat(10_000));
        legacy(size, "md5:WGQgL3Ok6o6uD2ZRdClzDQ==");

        Findings.ofBlobs(root, false, HOST)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        "moon/cheese:latest",
                        "moon/cheese/manifests/latest/README.md:8",
                        server.url("/o/moon%2Fcheese?alt=media") + " has 10,000 bytes, which size " + size
                                + " is not, in bytes or kibibytes",
                        "Is it another file?");
    }

    @Test
    void file_ofALegacyTagThatIsAbsent_isReportedAtItsUrl() {
        legacy("756", "sha256:" + "1ada".repeat(16));

        Findings.ofBlobs(root, true, HOST)
                .assertOnly(
                        ProblemCode.BLOB_UNKNOWN,
                        "moon/cheese:latest",
                        "moon/cheese/manifests/latest/README.md:8",
                        "sha256:" + "1ada".repeat(16) + " is not at " + server.url("/o/moon%2Fcheese?alt=media"),
                        "correct the URL");
    }
}
