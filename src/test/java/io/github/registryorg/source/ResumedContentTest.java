package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumedContentTest {

    private static final byte[] CONTENT = new byte[10_000];

    static {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i * 31);
        }
    }

    private final List<Long> openedAt = new ArrayList<>();

    /** Gives so many bytes each time, then fails, or ends as if there were no more. */
    private InputStream breakingAfter(int bytes, boolean silently) throws IOException {
        return new ResumedContent(CONTENT.length, offset -> {
            openedAt.add(offset);
            int end = (int) Math.min(CONTENT.length, offset + bytes);
            InputStream in = new ByteArrayInputStream(Arrays.copyOfRange(CONTENT, (int) offset, end));
            return silently || end == CONTENT.length ? in : new Failing(in);
        });
    }

    private static final class Failing extends java.io.FilterInputStream {
        Failing(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0) {
                throw new IOException("connection reset");
            }
            return count;
        }
    }

    @Test
    void whatBreaksOffGoesOnWhereItWas() throws IOException {
        assertThat(breakingAfter(3_000, false).readAllBytes()).isEqualTo(CONTENT);
        assertThat(openedAt).containsExactly(0L, 3_000L, 6_000L, 9_000L);
    }

    @Test
    void anEndThatComesTooEarlyIsNoEnd() throws IOException {
        assertThat(breakingAfter(4_000, true).readAllBytes()).isEqualTo(CONTENT);
        assertThat(openedAt).containsExactly(0L, 4_000L, 8_000L);
    }

    @Test
    void whatGivesNothingAnyMoreIsGivenUp() throws IOException {
        InputStream in = breakingAfter(0, false);

        assertThatIOException().isThrownBy(in::readAllBytes).withMessage("connection reset");
        assertThat(openedAt).hasSize(4);
    }

    @Test
    void whatIsShorterThanItShouldBeEnds() throws IOException {
        assertThat(breakingAfter(0, true).readAllBytes()).isEmpty();
    }
}
