package io.github.registryorg.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarIndexTest {

    @TempDir
    Path directory;

    @Test
    void files_ofAnArchive_haveTheirBytes() {
        TarIndex index = index(new TarFixture()
                .file("empty", "")
                .file("small", "x")
                .file("block", "b".repeat(512))
                .file("more", "m".repeat(513)));

        assertThat(text(index, "empty")).isEmpty();
        assertThat(text(index, "small")).isEqualTo("x");
        assertThat(text(index, "block")).isEqualTo("b".repeat(512));
        assertThat(text(index, "more")).isEqualTo("m".repeat(513));
        assertThat(index.find("absent")).isEmpty();
    }

    @Test
    void names_spelledDifferently_areTheSame() {
        TarIndex index =
                index(new TarFixture().directory("./").directory("./a/").file("./a//b", "x"));

        assertThat(text(index, "a/b")).isEqualTo("x");
        assertThat(text(index, "./a/b")).isEqualTo("x");
    }

    @Test
    void ustarPrefixes_ofNames_areRead() {
        byte[] header = TarFixture.header('0', "name", "", 1);
        TarFixture.put(header, 345, 155, "directory/of/it");
        TarFixture tar = new TarFixture().raw(TarFixture.checksummed(header)).content(new byte[] {'x'});

        assertThat(text(index(tar), "directory/of/it/name")).isEqualTo("x");
    }

    @Test
    void gnuHeaders_old_haveNoPrefix() {
        byte[] header = TarFixture.header('0', "name", "", 1);
        TarFixture.put(header, 257, 8, "ustar  \0");
        TarFixture.put(header, 345, 12, "13713713713\0");
        TarFixture tar = new TarFixture().raw(TarFixture.checksummed(header)).content(new byte[] {'x'});

        assertThat(text(index(tar), "name")).isEqualTo("x");
    }

    @Test
    void headers_beforePosix_areRead() {
        byte[] header = TarFixture.header('\0', "name", "", 1);
        Arrays.fill(header, 257, 265, (byte) 0);
        TarFixture.put(header, 124, 12, "         1 \0");
        TarFixture tar = new TarFixture().raw(TarFixture.checksummed(header)).content(new byte[] {'x'});

        assertThat(text(index(tar), "name")).isEqualTo("x");
    }

    @Test
    void names_longOfGnuAndPax_areRead() {
        String gnu = "g/".repeat(200) + "file";
        String pax = "p/".repeat(200) + "ü";
        TarIndex index = index(new TarFixture()
                .gnuLongName(gnu)
                .file("cut", "gnu")
                .pax(Map.of("path", pax, "mtime", "1.5"))
                .file("cut", "pax")
                .gnuLongLink(gnu)
                .symbolicLink("link", "cut")
                .pax(Map.of("linkpath", pax))
                .symbolicLink("link2", "cut")
                .file("plain", "plain"));

        assertThat(text(index, gnu)).isEqualTo("gnu");
        assertThat(text(index, pax)).isEqualTo("pax");
        assertThat(text(index, "link")).isEqualTo("gnu");
        assertThat(text(index, "link2")).isEqualTo("pax");
        assertThat(text(index, "plain")).isEqualTo("plain");
        assertThat(index.find("cut")).isEmpty();
    }

    @Test
    void sizes_ofPaxAndBinary_areRead() {
        byte[] binary = TarFixture.header('0', "binary", "", 0);
        Arrays.fill(binary, 124, 136, (byte) 0);
        binary[124] = (byte) 0x80;
        binary[135] = 3;
        TarFixture tar = new TarFixture()
                .raw(TarFixture.checksummed(binary))
                .content("abc".getBytes(UTF_8))
                .pax(Map.of("size", "2"))
                .raw(TarFixture.header('0', "pax", "", 0))
                .content("de".getBytes(UTF_8))
                .file("last", "f");
        TarIndex index = index(tar);

        assertThat(text(index, "binary")).isEqualTo("abc");
        assertThat(text(index, "pax")).isEqualTo("de");
        assertThat(text(index, "last")).isEqualTo("f");
    }

    @Test
    void paxHeaders_globalWithoutEffect_areSkipped() {
        TarIndex index = index(new TarFixture()
                .entry('g', "pax_global_header", "", TarFixture.paxRecords(Map.of("comment", "made by git")))
                .file("a", "x"));

        assertThat(text(index, "a")).isEqualTo("x");
    }

    @Test
    void links_withinTheArchive_areFollowed() {
        TarIndex index = index(new TarFixture()
                .file("layers/one.tar", "x")
                .symbolicLink("abc/layer.tar", "../layers/one.tar")
                .symbolicLink("def/layer.tar", "../abc/./layer.tar")
                .hardLink("ghi/layer.tar", "def/layer.tar"));

        assertThat(text(index, "def/layer.tar")).isEqualTo("x");
        assertThat(text(index, "ghi/layer.tar")).isEqualTo("x");
        assertThat(index.find("ghi/layer.tar").orElseThrow().name()).isEqualTo("layers/one.tar");
    }

    @Test
    void link_toNothing_isAbsent() {
        assertThat(index(new TarFixture().symbolicLink("a", "b")).find("a")).isEmpty();
    }

    @Test
    void links_inALoop_areRefusedWhenFollowed() {
        TarIndex index = index(new TarFixture()
                .symbolicLink("a", "b")
                .symbolicLink("b", "a")
                .hardLink("self", "self")
                .file("fine", "x"));

        assertThat(text(index, "fine")).isEqualTo("x");
        assertThat(Problems.of(() -> index.find("a")).cause()).contains("circle");
        assertThat(Problems.of(() -> index.find("self")).cause()).contains("circle");
    }

    @Test
    void links_outOfTheArchive_areRefusedWhenFollowed() {
        TarIndex index = index(new TarFixture()
                .symbolicLink("up", "../../etc/passwd")
                .symbolicLink("root", "/etc/passwd")
                .hardLink("hard", "../etc/passwd")
                .hardLink("hardroot", "/etc/passwd"));

        for (String name : List.of("up", "root", "hard", "hardroot")) {
            Problem problem = Problems.of(() -> index.find(name));
            assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
            assertThat(problem.what()).contains(name);
        }
    }

    @Test
    void directoriesAndDevices_referenced_areRefused() {
        TarIndex index = index(new TarFixture()
                .directory("d")
                .entry('3', "null", "", new byte[0])
                .entry('6', "pipe", "", new byte[0]));

        assertThat(Problems.of(() -> index.find("d")).cause()).contains("a directory, not a file");
        assertThat(Problems.of(() -> index.find("null")).cause()).contains("device");
        assertThat(Problems.of(() -> index.find("pipe")).cause()).contains("device");
    }

    @Test
    void name_lookedFor_canNotLeadOut() {
        TarIndex index = index(new TarFixture().file("a", "x"));

        assertThat(Problems.of(() -> index.find("../a")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(Problems.of(() -> index.find("/a")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(Problems.of(() -> index.find("b/../a")).code()).isEqualTo(ProblemCode.SOURCE_INVALID);
    }

    @Test
    void file_twiceWithTheSameContent_isAccepted() {
        assertThat(text(
                        index(new TarFixture()
                                .directory("d")
                                .file("d/a", "x")
                                .directory("d")
                                .file("d/a", "x")),
                        "d/a"))
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1024, 10240 - 1024})
    void archive_withoutAnEndMarkerOrWithPadding_isRead(int zeros) {
        byte[] entries = new TarFixture().file("a", "x").file("b", "y").unfinished();
        Path archive = TarFixture.write(directory.resolve("x.tar"), Arrays.copyOf(entries, entries.length + zeros));

        assertThat(text(TarIndex.read("oci:x.tar", archive), "b")).isEqualTo("y");
    }

    @Test
    void archive_withoutPaddingOfTheLastEntry_isRead() {
        byte[] entries = new TarFixture().file("a", "x").file("b", "yy").unfinished();
        Path archive = TarFixture.write(directory.resolve("x.tar"), Arrays.copyOf(entries, entries.length - 510));

        assertThat(text(TarIndex.read("oci:x.tar", archive), "b")).isEqualTo("yy");
    }

    @Test
    void zeroBlock_singleAtTheEnd_isEnough() {
        Path archive = TarFixture.write(
                directory.resolve("one.tar"),
                new TarFixture().file("a", "x").raw(new byte[TarFixture.BLOCK]).unfinished());

        assertThat(text(TarIndex.read("oci:one.tar", archive), "a")).isEqualTo("x");
    }

    @Test
    void streams_concurrent_areIndependent() throws IOException {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        Blob.Content blob = index(
                        new TarFixture().file("other", "y").file("a", content).file("z", "z"))
                .find("a")
                .orElseThrow()
                .content();

        try (InputStream first = blob.open();
                InputStream second = blob.open()) {
            assertThat(first.readNBytes(1000)).isEqualTo(Arrays.copyOf(content, 1000));
            assertThat(second.readAllBytes()).isEqualTo(content);
            assertThat(first.read()).isEqualTo(content[1000] & 0xff);
            assertThat(first.skip(10)).isEqualTo(10);
            assertThat(first.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 1011, content.length));
            assertThat(first.read()).isEqualTo(-1);
        }
        List<byte[]> all =
                IntStream.range(0, 8).parallel().mapToObj(any -> read(blob)).toList();
        assertThat(all).allSatisfy(bytes -> assertThat(bytes).isEqualTo(content));
    }

    private static byte[] read(Blob.Content content) {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private TarIndex index(TarFixture tar) {
        return TarIndex.read("oci:x.tar", tar.writeTo(directory.resolve("x.tar")));
    }

    private static String text(TarIndex index, String name) {
        SourceFile file = index.find(name).orElseThrow();
        byte[] bytes = read(file.content());
        assertThat(file.size()).isEqualTo(bytes.length);
        return new String(bytes, UTF_8);
    }
}
