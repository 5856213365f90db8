package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontCodingTest {

    private static byte[] write(List<String> paths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrontCoding.Writer writer = new FrontCoding.Writer(new DataOutputStream(bytes));
        for (String path : paths) {
            writer.write(path);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_ofWhatWasWritten_givesTheSamePaths() throws IOException {
        List<String> paths = List.of(
                "", "a", "a/b", "a/b", "a/bc", "a", "a/é", "a/è/" + "x".repeat(300), "a/è/" + "x".repeat(299), "z");
        FrontCoding.Reader reader = new FrontCoding.Reader(ByteBuffer.wrap(write(paths)));
        for (String path : paths) {
            assertThat(reader.read()).isEqualTo(path);
        }
    }

    @Test
    void write_ofPathsThatBeginAlike_hasWhatDiffersOnly() throws IOException {
        assertThat(write(List.of("team/app/manifests/1.0", "team/app/manifests/1.1")))
                .hasSize(4 + 22 + 4 + 1);
    }

    @Test
    void write_ofAPathThatIsTooLong_isRefused() {
        assertThatThrownBy(() -> write(List.of("x".repeat(65_536)))).isInstanceOf(IOException.class);
    }

    @Test
    void read_ofDamagedBytes_isRefused() throws IOException {
        byte[] longer = {0, 1, 0, 0};
        assertThatThrownBy(() -> new FrontCoding.Reader(ByteBuffer.wrap(longer)).read())
                .isInstanceOf(IOException.class);
        byte[] cut = write(List.of("abc"));
        assertThatThrownBy(() -> new FrontCoding.Reader(ByteBuffer.wrap(cut, 0, cut.length - 1)).read())
                .isInstanceOf(BufferUnderflowException.class);
    }
}
