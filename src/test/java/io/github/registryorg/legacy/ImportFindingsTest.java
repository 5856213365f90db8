package io.github.registryorg.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.LegacyRegistry;
import io.github.registryorg.testkit.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be imported is left as it is and listed, and everything else is imported; the files are strangers'. */
class ImportFindingsTest {

    private static final byte[] SIF = LegacyRegistry.sif("app", 50_000);
    private static final String SIZE = "50000";
    private static final String DIGEST = LegacyRegistry.sha256(SIF);

    @TempDir
    Path directory;

    private LegacyRegistry legacy;

    @BeforeEach
    void aGoodTagThatIsImportedWhateverStandsBesideIt() throws IOException {
        legacy = new LegacyRegistry(Files.createDirectory(directory.resolve("registry")))
                .collection("lab/app", "An app")
                .serve("/good.sif", SIF)
                .tag("lab/app:good", SIZE, DIGEST, "/good.sif", "");
    }

    @AfterEach
    void close() {
        legacy.close();
    }

    /** Imports; the tag {@code lab/app:bad} is left, and the only one. */
    private Problem left() {
        String before = legacy.text(LegacyRegistry.tagFile("lab/app:bad"));

        ImportResult result = legacy.importIt();

        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:bad"))).isEqualTo(before);
        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:good"))).contains("layout: manifests/oci");
        assertThat(result.imported()).isEqualTo(1);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(result::orThrow)
                .withMessageContaining("METADATA_INVALID")
                .withMessageContaining("run the same command again");
        assertThat(result.errors())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
        return result.errors().get(0);
    }

    @Test
    void file_absent_isListedWithWhatToDo() {
        legacy.tag("lab/app:bad", SIZE, DIGEST, "/gone.sif?token=secret", "");

        assertThat(left())
                .hasToString("BLOB_UNKNOWN lab/app:bad: " + legacy.storage.url("/gone.sif?token=…")
                        + " is not there (404). Put the file there again, fix the url, or publish it anew"
                        + " (registry:publish with source sif:FILE). If it is lost, remove the tag."
                        + " [lab/app/manifests/bad/README.md:8]");
        assertThat(legacy.report()).content().doesNotContain("secret");
    }

    @Test
    void file_withAnotherSha256_isNotImported() {
        String digest = "sha256:" + "1a".repeat(32);
        legacy.tag("lab/app:bad", SIZE, digest, "/good.sif", "");

        assertThat(left())
                .hasToString("DIGEST_INVALID lab/app:bad: its url leads to another file than " + digest
                        + ": the content is " + DIGEST + ". If the file at the url is the right one, write digest: "
                        + DIGEST + " for the tag and its layer; otherwise fix the url."
                        + " [lab/app/manifests/bad/README.md:4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5:WGQgL3Ok6o6uD2ZRdClzDQ==", "md5:5864202f73a4ea8eae0f66517429730d"})
    void file_withAnotherMd5_isNotImported(String digest) {
        legacy.tag("lab/app:bad", SIZE, digest, "/good.sif", "");

        assertThat(left().toString())
                .contains("another file than md5:5864202f73a4ea8eae0f66517429730d")
                .contains("the content is " + LegacyRegistry.md5Hex(SIF));
    }

    @Test
    void repository_ofANameThatTheSpecificationHasNot_isListedAsAnError() {
        legacy.collection("Lab/App", "An app").tag("Lab/App:1.0", SIZE, DIGEST, "/good.sif", "");

        ImportResult result = legacy.importIt();

        assertThat(result.imported()).isEqualTo(1);
        assertThat(result.errors())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.NAME_INVALID, "Lab/App"));
        assertThatExceptionOfType(RegistryException.class).isThrownBy(result::orThrow);
    }

    @Test
    void digest_invalid_provesNothing() {
        legacy.tag("lab/app:bad", SIZE, "sha1:0123", "/good.sif", "");

        assertThat(left())
                .matches(problem -> problem.what().equals("\"sha1:0123\" is not a digest"))
                .matches(problem -> problem.hint().contains("write digest: " + DIGEST));
    }

    @Test
    void digest_ofTagAndLayer_mustBeTheSame() {
        String text = legacy.tag("lab/app:bad", SIZE, DIGEST, "/good.sif", "")
                .text(LegacyRegistry.tagFile("lab/app:bad"))
                .replace("digest: \"" + DIGEST, "digest: \"sha256:" + "2b".repeat(32));
        legacy.file(LegacyRegistry.tagFile("lab/app:bad"), text);

        assertThat(left()).matches(problem -> problem.location().line() == 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><title>Sign in</title>", "\n <HTML><body>Not found"})
    void file_aWebPage_isReported(String page) {
        byte[] content = page.getBytes(StandardCharsets.UTF_8);
        legacy.serve("/page", content).tag("lab/app:bad", String.valueOf(content.length), DIGEST, "/page", "");

        assertThat(left().toString()).contains("its url leads to a web page", "The file is probably lost");
    }

    @Test
    void size_wrongWithMatchingSha256_isCorrected() {
        legacy.tag("lab/app:wrong-size", "60", DIGEST, "/good.sif", "");

        ImportResult result = legacy.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.imported()).isEqualTo(2);
        assertThat(result.warnings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SIZE_UNIT_UNKNOWN);
            assertThat(problem.what())
                    .isEqualTo("size 60 is neither the bytes nor the kibibytes of a file of 50,000 bytes");
            assertThat(problem.location()).hasToString("lab/app/manifests/wrong-size/README.md:3");
        });
    }

    @Test
    void size_wrongWithMatchingMd5_isAnError() {
        legacy.tag("lab/app:bad", "60", LegacyRegistry.md5Hex(SIF), "/good.sif", "");

        assertThat(left()).matches(problem -> problem.code() == ProblemCode.SIZE_INVALID);
    }

    @Test
    void file_withMd5Only_isImportedWithAWarning() {
        legacy.tag("lab/app:weak", SIZE, LegacyRegistry.md5Base64(SIF), "/good.sif", "");

        ImportResult result = legacy.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(Problem::toString)
                .containsExactly("DIGEST_WEAK lab/app:weak: was verified with md5 only: md5 can be forged. If it"
                        + " matters, make sure that " + DIGEST + " is the file that was meant."
                        + " [lab/app/manifests/weak/README.md:4]");
    }

    @Test
    void size_absentOrText_isAccepted() {
        String text = legacy.tag("lab/app:absent", "", DIGEST, "/good.sif", "")
                .tag("lab/app:text", "\"49\"", DIGEST, "/good.sif", "")
                .text(LegacyRegistry.tagFile("lab/app:absent"));
        assertThat(text).contains("size: \n");

        ImportResult result = legacy.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.imported()).isEqualTo(3);
    }

    @Test
    void file_muchLargerThanItsSize_isNotRead() {
        legacy.respond("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(SIF);
        });
        legacy.tag("lab/app:bad", SIZE, DIGEST, "/huge", "");

        assertThat(left().toString()).startsWith("SIZE_INVALID lab/app:bad: ").contains("has more than the ");
    }

    @Test
    void response_endless_isReadUpToTheSize() {
        AtomicLong sent = new AtomicLong();
        legacy.respond("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            while (sent.get() < 1L << 32) {
                exchange.getResponseBody().write(some);
                sent.addAndGet(some.length);
            }
        });
        legacy.tag("lab/app:bad", "48", DIGEST, "/endless", "");

        assertThat(left().code()).isEqualTo(ProblemCode.SIZE_INVALID);
        // and what fits into the buffers of the connection
        assertThat(sent.get()).isLessThan(64 << 20);
    }

    @Test
    void download_interrupted_isResumed() {
        legacy.respond("/broken.sif", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (SIF.length - 1) + "/*");
            exchange.sendResponseHeaders(range == null ? 200 : 206, SIF.length - from);
            exchange.getResponseBody().write(SIF, from, Math.min(20_000, SIF.length - from));
        });
        legacy.tag("lab/app:broken", SIZE, DIGEST, "/broken.sif", "");

        assertThat(legacy.importIt().errors()).isEmpty();

        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:broken"))).contains("layout: manifests/oci");
    }

    @Test
    void download_alwaysInterrupted_isGivenUp() {
        legacy.respond("/broken.sif", exchange -> {
            exchange.sendResponseHeaders(200, SIF.length);
            exchange.getResponseBody().write(SIF, 0, 10_000);
        });
        legacy.tag("lab/app:bad", SIZE, DIGEST, "/broken.sif", "");

        assertThat(left().toString())
                .startsWith("IO_FAILED lab/app:bad: " + legacy.storage.url("/broken.sif")
                        + " broke off after 10,000 bytes: ");
    }

    @Test
    void redirect_toAPrivateAddress_isNotFollowed() {
        try (LoopbackServer inside = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, SIF))) {
            legacy.respond("/away", LoopbackServer.redirect(302, inside.url("/metadata")));
            legacy.tag("lab/app:bad", SIZE, DIGEST, "/away", "");

            assertThat(left().code()).isEqualTo(ProblemCode.ADDRESS_FORBIDDEN);
            assertThat(inside.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/x.sif, ADDRESS_FORBIDDEN",
        "http://user:secret@127.0.0.1/x.sif, STORE_INVALID",
        "http://127.0.0.1:99999/x.sif, STORE_INVALID",
        "file:///etc/passwd, FRONT_MATTER_INVALID"
    })
    void address_notAllowed_isNotRequested(String url, ProblemCode code) {
        legacy.tag("lab/app:bad", SIZE, DIGEST, url, "");

        assertThat(left()).matches(problem -> problem.code() == code).asString().doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers: []", "layers: [{digest: x, url: 'http://a/'}, {digest: x, url: 'http://b/'}]"})
    void image_ofSeveralFiles_isReported(String layers) {
        legacy.file(
                LegacyRegistry.tagFile("lab/app:bad"),
                "---\nlayout: manifests/singularity\ndigest: x\n" + layers + "\n---\n");

        assertThat(left().what()).endsWith("layers, and a Singularity image is one file");
    }

    @Test
    void tag_unreadable_isListed() {
        legacy.file(LegacyRegistry.tagFile("lab/app:bad"), "---\nlayout: manifests/singularity\ndigest: [\n---\n");

        assertThat(left().code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(legacy.report()).content().contains("FRONT_MATTER_INVALID");
    }

    @Test
    void note_unreadable_isNotOverwritten() {
        legacy.importIt();
        String tag = legacy.text(LegacyRegistry.tagFile("lab/app:good"));
        String digest = tag.replaceAll("(?s).*digest: sha256:([0-9a-f]+).*", "$1");
        String note = "lab/app/digests/sha256/" + digest.substring(0, 2) + "/" + digest + ".yaml";
        legacy.file(note, "urls: [\n").tag("lab/app:good", SIZE, DIGEST, "/good.sif", "");

        ImportResult result = legacy.importIt();

        assertThat(result.left()).isEqualTo(1);
        assertThat(result.errors())
                .extracting(Problem::code, problem -> problem.location().file())
                .containsExactly(tuple(ProblemCode.FRONT_MATTER_INVALID, note));
        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:good"))).contains("layout: manifests/singularity");
        assertThat(legacy.text(note)).isEqualTo("urls: [\n");
    }

    @Test
    void urls_twoOfOneFile_areBothKept() {
        legacy.serve("/mirror/good.sif", SIF).tag("lab/app:mirrored", SIZE, DIGEST, "/mirror/good.sif", "");

        legacy.importIt();

        String tag = legacy.text(LegacyRegistry.tagFile("lab/app:good"));
        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:mirrored"))).isEqualTo(tag);
        String digest = tag.replaceAll("(?s).*digest: sha256:([0-9a-f]+).*", "$1");
        assertThat(legacy.text("lab/app/digests/sha256/" + digest.substring(0, 2) + "/" + digest + ".yaml"))
                .endsWith(":\n  - " + legacy.storage.url("/good.sif") + "\n  - "
                        + legacy.storage.url("/mirror/good.sif") + "\n");
    }

    @Test
    void urls_ofANote_areLimited() throws IOException {
        for (int i = 10; i < 30; i++) {
            legacy.serve("/" + i + "/good.sif", SIF).tag("lab/app:" + i, SIZE, DIGEST, "/" + i + "/good.sif", "");
        }

        assertThat(legacy.importIt().imported()).isEqualTo(21);

        assertThat(legacy.validate().errors()).isEmpty();
        String note = FileTrees.of(legacy.directory).keySet().stream()
                .filter(file -> file.endsWith(".yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(legacy.text(note).lines().filter(line -> line.contains("http://")))
                .hasSize(16)
                .first()
                .asString()
                .contains("/10/");
    }

    @Test
    void link_inTheDirectory_isNotWrittenThrough() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(legacy.directory.resolve("lab/app/digests"), outside);

        ImportResult result = legacy.importIt();

        assertThat(result.imported()).isZero();
        assertThat(result.errors()).extracting(Problem::code).containsOnly(ProblemCode.FILE_KIND_INVALID);
        assertThat(FileTrees.of(outside)).isEmpty();
        assertThat(legacy.text(LegacyRegistry.tagFile("lab/app:good"))).contains("layout: manifests/singularity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/..", "/x/%2e%2e", "/%2Fetc%2F.profile", "/a%0Ab.sif", "/", "/?x=/y.sif"})
    void title_ofALayer_isAFileName(String path) {
        legacy.serve(path, SIF).tag("lab/app:odd", SIZE, DIGEST, path, "");

        assertThat(legacy.importIt().errors()).isEmpty();

        assertThat(FileTrees.of(legacy.directory).keySet().stream()
                        .filter(file -> file.endsWith(".json"))
                        .map(legacy::text))
                .filteredOn(json -> json.contains("title"))
                .allMatch(json -> json.contains("title\":\"app_odd.sif\"") || json.contains("title\":\"good.sif\""))
                .hasSize(2);
    }

    @Test
    void report_ofAnImport_hasEachTag() throws IOException {
        legacy.tag("lab/app:bad", SIZE, DIGEST, "/gone.sif", "");

        legacy.importIt();

        JsonNode report = PlainJson.READER.readTree(Files.readString(legacy.report()));
        assertThat(report.get("imported").asInt()).isEqualTo(1);
        assertThat(report.get("left").asInt()).isEqualTo(1);
        assertThat(report.at("/tags/0/tag").asText()).isEqualTo("bad");
        assertThat(report.at("/tags/0/outcome").asText()).isEqualTo("left");
        assertThat(report.at("/tags/0/problems/0/code").asText()).isEqualTo("BLOB_UNKNOWN");
        assertThat(report.at("/tags/0/problems/0/at").asText()).isEqualTo("lab/app/manifests/bad/README.md:8");
        assertThat(report.at("/tags/1/outcome").asText()).isEqualTo("imported");
        assertThat(report.at("/tags/1/file"))
                .isEqualTo(Json.object()
                        .put("kind", "sif")
                        .put("size", SIF.length)
                        .put("digest", DIGEST)
                        .put("md5", LegacyRegistry.md5Hex(SIF).substring(4)));
        assertThat(report.at("/tags/1/claimed/size").asText()).isEqualTo(SIZE);
    }

    @Test
    void gitattributes_withOtherLines_keepsThem() throws IOException {
        Path attributes = legacy.directory.resolve(".gitattributes");
        byte[] latin = "# f\u00fcr\n*.sh text eol=lf".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(attributes, latin);

        legacy.importIt();

        assertThat(Files.readString(attributes, StandardCharsets.ISO_8859_1))
                .isEqualTo("# f\u00fcr\n*.sh text eol=lf\n**/digests/** -text -filter\n");
    }

    @Test
    void tag_whoseFileCanNotBeRead_isCountedAndReportedOnce() throws IOException {
        legacy.file(LegacyRegistry.tagFile("lab/app:bad"), "---\nlayout: manifests/singularity\ncolour: [\n---\n");

        ImportResult result = legacy.importIt();

        assertThat(result.left()).isEqualTo(1);
        assertThat(result.summary()).startsWith("1 tag imported, 1 left as they are, 0 in OCI format already");
        assertThat(result.errors()).hasSize(1);
        JsonNode report = PlainJson.READER.readTree(Files.readAllBytes(legacy.report()));
        assertThat(report.at("/left").asInt()).isEqualTo(1);
        assertThat(report.at("/tags/0/tag").asText()).isEqualTo("bad");
        assertThat(report.at("/tags/0/outcome").asText()).isEqualTo("left");
        assertThat(report.at("/tags/0/problems")).hasSize(1);
        assertThat(report.at("/problems")).isEmpty();
    }
}
