package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipContentTest {

    private static byte[] member(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String read(byte[] content) throws IOException {
        try (GzipContent in = new GzipContent(new ByteArrayInputStream(content), 512)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void members_thatAreEmpty_areReadWithoutAStackForEach() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] empty = member("");
        file.writeBytes(member("a"));
        for (int i = 0; i < 100_000; i++) {
            file.writeBytes(empty);
        }
        file.writeBytes(member("b"));
        assertThat(read(file.toByteArray())).isEqualTo("ab");
    }

    @Test
    void members_inTheMillions_areRefused() throws IOException {
        byte[] empty = member("");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i <= 1_000_000; i++) {
            file.writeBytes(empty);
        }
        assertThatThrownBy(() -> read(file.toByteArray()))
                .isInstanceOf(ZipException.class)
                .hasMessage("it has more than 1000000 parts");
    }

    @Test
    void bytes_oneAtATime_areThoseOfAllMembers() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(member(""));
        file.writeBytes(member("a"));
        try (GzipContent in = new GzipContent(new ByteArrayInputStream(file.toByteArray()), 512)) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[0], 0, 0)).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void content_thatIsNotGzip_isRefused() {
        assertThatThrownBy(() -> read("no gzip at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ZipException.class);
    }
}
