package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.host.FileIndex.Row;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileIndexTest {

    private static final MediaType JSON = new MediaType("application/json");
    private static final Digest DIGEST = Digest.sha256(new byte[0]);

    @TempDir
    Path site;

    private FileIndex write(String text) throws IOException {
        Path file = site.resolve(FileIndex.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new FileIndex(site);
    }

    private static List<Row> all(FileIndex index) {
        List<Row> rows = new ArrayList<>();
        index.forEach(rows::add);
        return rows;
    }

    @Test
    void rows_ofASite_areFoundAndReadInTheirOrder() throws IOException {
        TreeMap<String, Row> rows = new TreeMap<>();
        for (String path : List.of("a", "a b", "a-b", "a/b", "é/ü", "v2/a/manifests/1.0", "v2/a/manifests/" + DIGEST)) {
            Stage stage = path.endsWith(DIGEST.toString()) ? Stage.DIGESTS : Stage.PAGES;
            rows.put(path, new Row(path, stage, JSON));
        }
        StringBuilder text = new StringBuilder();
        rows.values()
                .forEach(row -> text.append(FileIndex.line(row.path(), row.stage(), row.mediaType()))
                        .append("\n"));
        FileIndex index = write(text.toString());

        assertThat(all(index)).containsExactlyElementsOf(rows.values());
        for (Row row : rows.values()) {
            assertThat(index.find(row.path())).hasValue(row);
        }
        for (String path : List.of("", "a/", "a-", "b", "v2/a/manifests/1", "zz")) {
            assertThat(index.find(path)).as(path).isEmpty();
        }
    }

    @Test
    void find_withoutAnIndex_findsNothing() throws IOException {
        assertThat(new FileIndex(site).find("index.html")).isEmpty();
    }

    @Test
    void forEach_withoutAnIndex_isRefusedWithAHint() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> all(new FileIndex(site)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .satisfies(e -> assertThat(e.problem().hint()).isEqualTo("Make the site again (registry:site)."))
                .withMessageContaining("it has no -/host/files.tsv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x\tPAGES",
                "x\tPAGES\t",
                "x\tPAGES\ttext/html\t",
                "x\tPAGES\ttext/html\tmore",
                "x\tpages\ttext/html",
                "x\tNEVER\ttext/html",
                "x\tPAGES\ttext/html; charset=utf-8",
                "x\tPAGES\ttext/html\r",
                "x\tPAGES\thtml",
                "x\tDIGESTS\tapplication/json",
                "v2/a/manifests/1.0\tINDEXES\tapplication/json",
                "v2/a/blobs/sha256:00\tBLOBS\tapplication/octet-stream",
                "\tPAGES\ttext/html"
            })
    void row_thatIsNotOne_isRefusedWithAHint(String line) throws IOException {
        FileIndex index = write("\u0001\tPAGES\ttext/html\n" + line + "\n");
        String path = line.split("\t")[0];
        boolean isFirst = path.isEmpty();
        FileIndex only = isFirst ? write(line + "\n") : index;

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> all(only))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .satisfies(e -> assertThat(e.problem().location().line()).isEqualTo(isFirst ? 1 : 2))
                .withMessageContaining("Make the site again (registry:site)");
        if (line.contains("\t")) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> only.find(path))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b\tPAGES\ttext/html\na\tPAGES\ttext/html\n",
                "a\tPAGES\ttext/html\na\tPAGES\ttext/html\n",
                "a\tASSETS\ttext/html\na\tPAGES\ttext/html\n"
            })
    void rows_thatAreNotSortedOrStandTwice_sayToMakeTheSiteAgain(String text) throws IOException {
        FileIndex index = write(text);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> all(index))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, text/html; charset=utf-8",
        "text/css, text/css; charset=utf-8",
        "application/json, application/json",
        "image/svg+xml, image/svg+xml",
        "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.index.v1+json"
    })
    void contentType_ofARow_hasACharsetForTextAlone(String mediaType, String contentType) {
        assertThat(new Row("x", Stage.PAGES, new MediaType(mediaType)).contentType())
                .isEqualTo(contentType);
    }

    @Test
    void line_ofAFile_hasItsLengthAndBeginning() {
        String path = "v2/a/manifests/" + DIGEST;
        String line = FileIndex.line(path, Stage.DIGESTS, MediaType.OCI_INDEX);

        assertThat(line).isEqualTo(path + "\tDIGESTS\tapplication/vnd.oci.image.index.v1+json");
        assertThat(FileIndex.length(path, Stage.DIGESTS, MediaType.OCI_INDEX)).isEqualTo(line.length() + 1);
        assertThat(line).startsWith(FileIndex.beginning(path));
        assertThat(FileIndex.beginning("a")).isEqualTo("a\t");
        assertThat(new FileIndex(site).file()).isEqualTo(site.resolve(FileIndex.FILE));
    }

    /** What is named by its hash is kept for ever by whoever fetched it. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void row_namedByItsHash_isABlobOrManifest(Stage stage) {
        Row row = new Row("v2/a/manifests/" + DIGEST, stage, JSON);

        assertThat(row.isNamedByHash())
                .isEqualTo(Set.of("BLOBS", "DIGESTS", "INDEXES").contains(stage.name()));
        assertThat(row.digest()).isEqualTo(DIGEST);
    }

    /** What was put beside a site may be a stranger's page. */
    @ParameterizedTest
    @CsvSource({
        "robots.txt, text/plain; charset=utf-8",
        "a/page.html, application/octet-stream",
        "txt, application/octet-stream"
    })
    void row_ofAFileThatIsNotListed_isNoDocument(String path, String contentType) {
        Row row = Row.unlisted(path);

        assertThat(row.path()).isEqualTo(path);
        assertThat(row.stage()).isEqualTo(Stage.PAGES);
        assertThat(row.contentType()).isEqualTo(contentType);
    }

    @Test
    void rows_thatAreListedTwice_sayWhere() throws IOException {
        FileIndex index = write("a\tASSETS\ttext/html\na\tPAGES\ttext/html\n");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> all(index))
                .satisfies(e -> assertThat(e.problem().location().line()).isEqualTo(2))
                .withMessageContaining("is not a site that can be served or deployed: a file is listed twice");
    }

    @Test
    void note_thatIsNotSorted_isRefusedBeforeItIsUsed() throws IOException {
        write("b\na\n");
        SiteNote note = new SiteNote(site, FileIndex.FILE);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(note::check)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .satisfies(e -> assertThat(e.problem().location().file()).isEqualTo(FileIndex.FILE));
        write("a\nb\n");
        note.check();
        assertThat(note.find("b")).hasValue("b");
    }

    /** A line decides no amount of memory: a file of one endless line is not a note. */
    @Test
    void find_inAFileOfOneLongLine_isRefused() throws IOException {
        FileIndex index = write("x".repeat(200_000));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> index.find("a"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("a line is longer than");
    }

    @Test
    void forEach_ofADirectory_isAFailureOfReading() throws IOException {
        Files.createDirectories(site.resolve(FileIndex.FILE));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> all(new FileIndex(site)))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED))
                .withMessageContaining("files.tsv");
    }
}
