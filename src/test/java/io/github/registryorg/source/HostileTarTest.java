package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.source.file.TarIndex;
import io.github.registryorg.testkit.Problems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTarTest {

    @TempDir
    Path directory;

    @Test
    void archive_cutOffWithinAnEntry_isRefused() {
        TarFixture tar = new TarFixture();
        // from the end of an entry's content to that of its padding, nothing is cut off
        Map<Integer, Integer> ends = new TreeMap<>();
        end(ends, tar.directory("blobs"), 0);
        end(ends, tar.pax(Map.of("path", "blobs/long")).file("x", "p".repeat(600)), 600);
        end(ends, tar.gnuLongName("n".repeat(600)).file("x", "g".repeat(1024)), 1024);
        end(ends, tar.symbolicLink("link", "blobs/long"), 0);
        end(ends, tar.file("last", "l".repeat(100)), 100);
        byte[] whole = tar.unfinished();

        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            int at = length;
            if (ends.entrySet().stream().anyMatch(end -> end.getKey() <= at && at <= end.getValue())) {
                assertThat(index(cut).find("blobs/last")).isEmpty();
            } else if (length % 7 == 0) {
                assertThat(refused(cut).code()).as("cut at %d", length).isEqualTo(ProblemCode.SOURCE_INVALID);
            }
        }
    }

    private static void end(Map<Integer, Integer> ends, TarFixture tar, int contentSize) {
        int end = tar.unfinished().length;
        ends.put(end - (TarFixture.BLOCK - contentSize % TarFixture.BLOCK) % TarFixture.BLOCK, end);
    }

    @Test
    void header_cutOff_isReportedWithWhatFollows() {
        byte[] two = new TarFixture().file("a", "x").file("b", "y").unfinished();

        assertThat(refused(Arrays.copyOf(two, 3 * TarFixture.BLOCK - 12)).toString())
                .startsWith("SOURCE_INVALID oci:x.tar: is not a tar archive that can be read, entry at byte 1024: the"
                        + " archive is cut off: the header of an entry has 512 bytes, and 500 follow.");
    }

    @Test
    void problem_ofAnArchive_hasEntryAndOffset() {
        byte[] cut = Arrays.copyOf(
                new TarFixture()
                        .file("a", "x")
                        .file("blobs/b", "y".repeat(2000))
                        .unfinished(),
                2000);

        assertThat(refused(cut).toString())
                .startsWith("SOURCE_INVALID oci:x.tar: is not a tar archive that can be read, entry \"blobs/b\" at"
                        + " byte 1024: the archive is cut off: the entry claims 2000 bytes, and 464 follow.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "a/..", "..", "/etc/passwd", "/", "a/../b"})
    void name_leadingOut_isRefused(String name) {
        assertThat(refused(new TarFixture().file("fine", "x").file(name, "y")).toString())
                .contains(name);
        assertThat(refused(new TarFixture().file("fine", "x").symbolicLink(name, "fine")))
                .isNotNull();
        assertThat(refused(new TarFixture().pax(Map.of("path", name)).file("fine", "x")))
                .isNotNull();
        assertThat(refused(new TarFixture().gnuLongName(name).file("fine", "x")))
                .isNotNull();
    }

    @Test
    void file_secondOfTheSameNameWithOtherContent_isRefused() {
        assertThat(refused(new TarFixture().file("a", "x").file("./a", "y")).cause())
                .contains("twice");
        assertThat(refused(new TarFixture().file("a", "x").file("a", "xx")).cause())
                .contains("twice");
        assertThat(refused(new TarFixture().file("a", "x").symbolicLink("a", "b"))
                        .cause())
                .contains("twice");
        assertThat(refused(new TarFixture().symbolicLink("a", "b").symbolicLink("a", "c"))
                        .cause())
                .contains("twice");
        byte[] large = new byte[200_000];
        byte[] other = large.clone();
        other[199_999] = 1;
        assertThat(refused(new TarFixture().file("a", large).file("a", other)).cause())
                .contains("twice");
    }

    @ParameterizedTest
    @CsvSource({
        // negative, above a long, a long that no file has
        "ff, ff, negative",
        "80, 7f, larger than any file",
        "80, 00, claims 576460752303423488 bytes",
    })
    void binarySize_negativeOrHuge_isRefused(String first, String second, String message) {
        byte[] header = TarFixture.header('0', "a", "", 0);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) Integer.parseInt(first, 16);
        header[125] = (byte) Integer.parseInt(second, 16);
        header[128] = 8;

        assertThat(refused(new TarFixture().file("b", "x").raw(TarFixture.checksummed(header)))
                        .cause())
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "99999999999999999999", " 1", "0x1"})
    void paxSize_invalid_isRefused(String size) {
        assertThat(refused(new TarFixture().pax(Map.of("size", size)).file("a", "x"))
                        .cause())
                .contains("is not a number of bytes");
    }

    @Test
    void paxSize_beyondTheEnd_isRefused() {
        assertThat(refused(new TarFixture()
                                .pax(Map.of("size", "999999999999999999"))
                                .file("a", "x"))
                        .cause())
                .contains("claims 999999999999999999 bytes");
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'g', 'L', 'K'})
    void extendedHeader_tooLarge_isNotRead(char type) {
        byte[] huge = new TarFixture()
                .raw(TarFixture.header(type, "h", "", 8_000_000_000L))
                .content("x".getBytes(UTF_8))
                .bytes();
        byte[] present = new TarFixture().entry(type, "h", "", new byte[70_000]).bytes();

        assertThat(refused(huge).cause()).contains("extended header claims 8000000000 bytes");
        assertThat(refused(present).cause()).contains("extended header claims 70000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5", "5 ", "99 path=a\n", "3 \n", "6 path\n", "9 path=ab", "5 =a\n", "0 ", "-1 a"})
    void paxRecord_malformed_isRefused(String records) {
        Map<String, String> fine = new LinkedHashMap<>();
        fine.put("mtime", "1");
        byte[] both =
                (new String(TarFixture.paxRecords(fine), UTF_8) + (records.isEmpty() ? "\0" : records)).getBytes(UTF_8);

        assertThat(refused(new TarFixture().entry('x', "h", "", both).file("a", "x"))
                        .cause())
                .contains("pax header is malformed");
    }

    @Test
    void headers_ambiguous_areRefused() {
        assertThat(refused(new TarFixture()
                                .pax(Map.of("path", "a"))
                                .gnuLongName("b")
                                .file("c", "x"))
                        .cause())
                .contains("set twice");
        assertThat(refused(new TarFixture()
                                .pax(Map.of("path", "a"))
                                .pax(Map.of("path", "b"))
                                .file("c", "x"))
                        .cause())
                .contains("two extended headers");
        assertThat(refused(new TarFixture().gnuLongName("a").gnuLongName("b").file("c", "x"))
                        .cause())
                .contains("two extended headers");
        assertThat(refused(new TarFixture()
                                .entry('g', "g", "", TarFixture.paxRecords(Map.of("path", "a")))
                                .file("c", "x"))
                        .cause())
                .contains("global");
        assertThat(refused(new TarFixture()
                                .entry('2', "link", "a", new byte[512])
                                .file("c", "x"))
                        .cause())
                .contains("claims 512 bytes");
        assertThat(refused(new TarFixture()
                                .entry('5', "directory", "", new byte[512])
                                .file("c", "x"))
                        .cause())
                .contains("claims 512 bytes");
        assertThat(refused(new TarFixture().file("a", "x").raw(new byte[512]).file("c", "x"))
                        .cause())
                .contains("follows the end marker");
        assertThat(refused(new TarFixture().file("a", "x").pax(Map.of("path", "b")))
                        .cause())
                .contains("should follow");
    }

    @Test
    void sparseFile_read_isRefused() {
        assertThat(refused(new TarFixture().entry('S', "a", "", new byte[0])).cause())
                .contains("sparse");
        assertThat(refused(new TarFixture().pax(Map.of("GNU.sparse.major", "1")).file("a", "x"))
                        .cause())
                .contains("sparse");
    }

    @Test
    void name_notUtf8OrWithNul_isRefused() {
        byte[] header = TarFixture.header('0', "a", "", 0);
        header[0] = (byte) 0xff;

        assertThat(refused(new TarFixture().file("b", "x").raw(TarFixture.checksummed(header)))
                        .cause())
                .contains("UTF-8");
        assertThat(refused(new TarFixture().pax(Map.of("path", "a\0b")).file("a", "x"))
                        .cause())
                .contains("NUL");
        assertThat(refused(new TarFixture().gnuLongName("n".repeat(5000)).file("a", "x"))
                        .cause())
                .contains("4096");
        assertThat(refused(new TarFixture().file("", "x")).what()).isNotEmpty();
    }

    @Test
    void header_damaged_isRefused() {
        byte[] whole = new TarFixture().file("a", "x").file("b", "y").bytes();
        whole[1024 + 3] ^= 1;

        assertThat(refused(whole).toString()).contains("at byte 1024: its header is damaged: the checksum is wrong");
    }

    @Test
    void noise_read_isRefused() {
        byte[] whole = new TarFixture()
                .pax(Map.of("path", "blobs/long"))
                .file("x", "p".repeat(600))
                .gnuLongName("n".repeat(600))
                .file("x", "g".repeat(1024))
                .bytes();
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            int block = random.nextInt(4) * 512;
            for (int j = 0; j < 4; j++) {
                damaged[block + random.nextInt(512)] = (byte) random.nextInt();
            }
            if (random.nextBoolean() && block + 512 <= damaged.length) {
                byte[] header = Arrays.copyOfRange(damaged, block, block + 512);
                System.arraycopy(TarFixture.checksummed(header), 0, damaged, block, 512);
            }
            try {
                index(damaged).find("blobs/long");
            } catch (io.github.registryorg.problem.RegistryException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_INVALID);
            }
        }
    }

    @Test
    void entries_tooMany_areRefused() {
        TarFixture tar = new TarFixture();
        for (int i = 0; i <= 100_000; i++) {
            tar.raw(TarFixture.header('5', "d" + i, "", 0));
        }

        assertThat(refused(tar).cause()).contains("more than 100000 entries");
    }

    @Test
    void names_tooLong_areRefused() {
        TarFixture tar = new TarFixture();
        String long4000 = "n".repeat(4000);
        for (int i = 0; i < 5000; i++) {
            tar.gnuLongName(long4000 + i).file("x", "");
        }

        assertThat(refused(tar).cause()).contains("characters");
    }

    @Test
    void archive_compressed_isRefusedWithTheCommandToDecompress() {
        byte[] whole = new TarFixture().file("a", "x").bytes();

        assertThat(refused(LayoutFixture.gzip(whole)).toString())
                .contains("is not a tar archive: it is compressed with gzip")
                .contains("gzip -dc 'x.tar' > image.tar");
        assertThat(refused(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1}).toString())
                .contains("compressed with xz");
        assertThat(refused(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1}).toString())
                .contains("compressed with zstd");
    }

    @Test
    void file_notATar_isReported() {
        assertThat(refused(new byte[0]).toString()).contains("is not a tar archive: it is empty");
        assertThat(refused("hello".repeat(500).getBytes(UTF_8)).toString()).contains("is not a tar archive: ");
    }

    private Problem refused(TarFixture tar) {
        return refused(tar.bytes());
    }

    private Problem refused(byte[] bytes) {
        Problem problem = Problems.of(() -> index(bytes));
        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
        assertThat(problem.hint()).isNotEmpty();
        return problem;
    }

    private TarIndex index(byte[] bytes) {
        return TarIndex.read("oci:x.tar", TarFixture.write(directory.resolve("x.tar"), bytes));
    }
}
