package io.github.registryorg.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecompressedArchiveTest {

    private static final String TEXT = "registry ".repeat(1000);

    /** What {@code zstd -19} and {@code gzip -9n} make of the text. */
    private static final byte[] ZSTD = Base64.getDecoder().decode("KLUv/WQoIo0AAEhyZWdpc3RyeSABAByDfDkCd4kRjg==");

    private static final byte[] GZIP = Base64.getDecoder()
            .decode("H4sIAAAAAAACA+3GsQ0AIAwDsFd4rkKsgaXf9w9kT07tc196RURERERERERERERERERERETk3wyjxUDZKCMAAA==");

    @TempDir
    Path directory;

    private final TemporaryFiles temporary = new TemporaryFiles();

    @AfterEach
    void close() {
        temporary.close();
    }

    @Test
    void archive_compressed_isRecognisedByItsBytesAndReadWhole() throws IOException {
        assertThat(plain(GZIP)).content(UTF_8).isEqualTo(TEXT);
        assertThat(plain(ZSTD)).content(UTF_8).isEqualTo(TEXT);
    }

    @Test
    void archive_ofSeveralGzipMembers_isAllOfThem() throws IOException {
        byte[] twice = Arrays.copyOf(GZIP, 2 * GZIP.length);
        System.arraycopy(GZIP, 0, twice, GZIP.length, GZIP.length);

        assertThat(plain(twice)).content(UTF_8).isEqualTo(TEXT + TEXT);
    }

    @Test
    void archive_notCompressedOrWithSomethingElse_isItself() throws IOException {
        for (String start : new String[] {"", "P", "plain text", "BZh9", "\u001f"}) {
            Path archive = Files.writeString(directory.resolve("x.tar"), start);

            assertThat(DecompressedArchive.of("oci:x.tar", archive, temporary)).isEqualTo(archive);
        }
    }

    @Test
    void archive_damaged_isReportedWithTheCommandThatWouldReadIt() throws IOException {
        for (byte[] whole : new byte[][] {GZIP, ZSTD}) {
            for (int length = 6; length < whole.length - 4; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                Problem problem = Problems.of(() -> plain(cut));

                assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_INVALID);
                assertThat(problem.toString())
                        .startsWith("SOURCE_INVALID oci:x.tar: can't be decompressed, although it begins as ")
                        .contains("-dc ")
                        .contains("'x.tar' > image.tar can read it, name its result.");
            }
        }
    }

    @Test
    void archive_withAnyByteChanged_isNoCrash() throws IOException {
        for (byte[] whole : new byte[][] {GZIP, ZSTD}) {
            for (int at = 6; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) 0xa5;
                try {
                    plain(changed);
                } catch (io.github.registryorg.problem.RegistryException e) {
                    assertThat(e.problem().subject()).isEqualTo("oci:x.tar");
                }
            }
        }
    }

    @Test
    void archive_thatBecomesMuchLargerThanItIs_isRefusedBeforeItIsWhole() throws IOException {
        Path bomb = directory.resolve("x.tar");
        byte[] zeros = new byte[1024 * 1024];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 3; i++) {
                out.write(zeros);
            }
        }
        DecompressedArchive limited = new DecompressedArchive("oci:x.tar", bomb, 2 * zeros.length);

        Problem problem = Problems.of(() -> limited.in(temporary));

        assertThat(problem)
                .hasToString("FILE_TOO_LARGE oci:x.tar: becomes larger than 2.0 MiB when it is decompressed. Is it what"
                        + " it should be? If so, decompress it yourself, and name the result: gzip -dc 'x.tar' >"
                        + " image.tar.");
    }

    @Test
    void temporaryFiles_whenClosed_areGone() throws IOException {
        Path plain = plain(GZIP);
        assertThat(plain).exists();

        temporary.close();

        assertThat(plain).doesNotExist();
    }

    private Path plain(byte[] archive) throws IOException {
        return DecompressedArchive.of("oci:x.tar", Files.write(directory.resolve("x.tar"), archive), temporary);
    }
}
