package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockwiseBodyTest {

    private static final int SIZE = 200_000;

    /** How many bytes each read asked for. */
    private final List<Integer> asked = new ArrayList<>();

    private final InputStream content = new ByteArrayInputStream(new byte[SIZE]);

    private final BlockwiseBody body = new BlockwiseBody() {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            asked.add(length);
            return content.read(buffer, offset, length);
        }
    };

    @Test
    void skippedBytes_areReadInLargeBlocks() throws IOException {
        body.skipNBytes(150_000);

        assertThat(asked).containsExactly(65_536, 65_536, 18_928);
        assertThat(content.available()).isEqualTo(SIZE - 150_000);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "200000, 200000", "9223372036854775807, 200000"})
    void skip_returnsHowManyBytesItSkipped(long count, long skipped) throws IOException {
        assertThat(body.skip(count)).isEqualTo(skipped);
        assertThat(content.available()).isEqualTo((int) (SIZE - skipped));
    }

    @Test
    void skip_beyondTheEnd_fails() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> body.skipNBytes(SIZE + 1));
    }
}
