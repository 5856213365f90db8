package io.github.registryorg.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.github.registryorg.oci.ZstdContent.UnsupportedZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdContentTest {

    private static final String MAGIC = "28b52ffd";

    /** Four bytes that clients leave out, whatever they are. */
    private static final String SKIPPABLE = "502a4d18 04000000 61626364";

    private static byte[] frame(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
            zstd.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static String read(byte[]... parts) throws IOException {
        try (ZstdContent in = new ZstdContent(new ByteArrayInputStream(all(parts)))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void frames_several_areReadOneAfterTheOther() throws IOException {
        String text = "registry ".repeat(100_000);
        assertThat(read(frame(text), frame(""), frame("end"))).isEqualTo(text + "end");
        assertThat(read()).isEmpty();
    }

    /** As zstd:chunked has them behind the files, and pzstd before each frame. */
    @ParameterizedTest
    @ValueSource(strings = {"502a4d18 04000000 61626364", "5f2a4d18 00000000"})
    void frames_skippable_areLeftOut(String skippable) throws IOException {
        byte[] skipped = hex(skippable);
        assertThat(read(skipped, frame("a"), skipped, skipped, frame("b"), skipped))
                .isEqualTo("ab");
        assertThat(read(skipped)).isEmpty();
    }

    /** Headers in all their forms, of frames of a block of three bytes, a repeated byte, or nothing. */
    @ParameterizedTest
    @CsvSource({
        "00 00 190000 616263, abc",
        "00 68 190000 616263, abc",
        "20 03 190000 616263, abc",
        "a0 03000000 190000 616263, abc",
        "e0 0300000000000000 190000 616263, abc",
        "80 00 03000000 190000 616263, abc",
        "00 00 180000 616263 1b0000 64, abcddd",
        "00 00 010000, ''"
    })
    void header_ofAnyForm_isRead(String frame, String expected) throws IOException {
        assertThat(read(hex(MAGIC + frame))).isEqualTo(expected);
        assertThat(read(hex(MAGIC + frame), hex(SKIPPABLE), hex(MAGIC + frame))).isEqualTo(expected + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60 0300 1b0800 61", "40 00 0300 1b0800 61"})
    void header_withASizeOfTwoBytes_isRead(String frame) throws IOException {
        assertThat(read(hex(MAGIC + frame))).isEqualTo("a".repeat(259));
    }

    /** As Podman has them in zstd:chunked layers, of files of any size. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 69 190000 616263",
                "00 78 190000 616263",
                "00 ff 190000 616263",
                "a0 01008000 190000 616263",
                "e0 ffffffffffffffff 190000 616263"
            })
    void frame_withALargeWindow_isReadWhereItNeedsLess(String frame) throws IOException {
        assertThat(read(hex(MAGIC + frame), hex(MAGIC + frame))).isEqualTo("abcabc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 00 07", "02 00 0700", "03 00 07000000"})
    void frame_withADictionary_isUnsupported(String header) {
        assertThatThrownBy(() -> read(hex(MAGIC + header + "190000 616263")))
                .isInstanceOf(UnsupportedZstdException.class)
                .hasMessage("it needs a dictionary");
    }

    /** What {@code zstd -19 --long=27} makes of 300 bytes, 9 MiB of zeros, and the same 300 bytes. */
    @Test
    void frame_withALargeWindow_isUnsupportedWhereItNeedsThat() throws IOException {
        byte[] far = Files.readAllBytes(Path.of("src/test/resources/fixtures/zstd/reference-of-9-mib.zst"));

        assertThatThrownBy(() -> read(far))
                .isInstanceOf(UnsupportedZstdException.class)
                .hasMessage("its window is larger than 8 MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd 00 00 070000, it has a block of an unknown type or of more than 128 KiB",
        "28b52ffd 00 00 090010, it has a block of an unknown type or of more than 128 KiB",
        "28b52ffd 00 00 010000 61626364, there is something else than a frame of zstd",
        "28b52ffe 00 00 010000, there is something else than a frame of zstd"
    })
    void content_thatIsNotZstd_isRefused(String content, String message) {
        assertThatThrownBy(() -> read(hex(content)))
                .isInstanceOf(ZipException.class)
                .hasMessage(message);
    }

    @Test
    void content_cutAnywhere_endsTooEarly() throws IOException {
        byte[] whole = all(frame("registry"), hex(SKIPPABLE));
        int first = frame("registry").length;
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != first) {
                assertThatThrownBy(() -> read(cut)).as("%d", length).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void content_withAnyByteChanged_isReadOrRefused() throws IOException {
        byte[] whole = frame("registry ".repeat(50));
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << bit);
                try {
                    read(changed);
                } catch (IOException e) {
                    assertThat(e).isNotNull();
                }
            }
        }
    }

    @Test
    void bytes_oneAtATime_areThose() throws IOException {
        try (ZstdContent in = new ZstdContent(new ByteArrayInputStream(frame("a")))) {
            assertThat(in.read(new byte[1], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
