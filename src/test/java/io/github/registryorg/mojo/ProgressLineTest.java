package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final String ERASED = "\r\u001b[K";

    private final List<String> log = new ArrayList<>();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private long nanos;

    private ProgressLine line() {
        return new ProgressLine(log::add, new PrintStream(screen, true, StandardCharsets.UTF_8), () -> nanos);
    }

    private String shown() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text;
    }

    @Test
    void line_duringWork_showsBytesRateAndTimeLeft() {
        ProgressLine line = line();
        nanos = 7_000_000_000L;
        line.expected(3_000_000_000L);
        nanos += 10_000_000_000L;
        line.moved(500_000_000);

        assertThat(shown()).isEqualTo(ERASED + "  500.0 MB of 3.0 GB, 50.0 MB/s, 50 s left");
        nanos += 10_000_000_000L;
        line.moved(1);
        assertThat(shown()).isEqualTo(ERASED + "  500.0 MB of 3.0 GB, 25.0 MB/s, 1 min 40 s left");
    }

    @Test
    void line_changingOften_isDrawnFiveTimesASecond() {
        ProgressLine line = line();
        line.expected(2_000);
        for (int i = 0; i < 2_000; i++) {
            nanos += 1_000_000;
            line.moved(1);
        }

        // none in the first second, when the rate is unknown
        assertThat(shown().split("\r")).hasSize(1 + 6);
    }

    @Test
    void log_atTerminal_isPrintedAboveTheLine() {
        ProgressLine line = line();
        line.expected(1_000);
        nanos = 1_000_000_000;
        line.moved(10);
        shown();
        line.report("sha256:ab 10 bytes");

        assertThat(log).containsExactly("  sha256:ab 10 bytes");
        assertThat(shown()).isEqualTo(ERASED);
        line.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void expected_whereBytesNeedNotMove_isReduced() {
        ProgressLine line = line();
        line.expected(1_000);
        line.expected(-900);
        nanos = 1_000_000_000;
        line.moved(150);

        assertThat(shown()).contains("150 bytes of 150 bytes", "0 s left");
    }

    @Test
    void line_withoutTerminal_isNotDrawn() {
        ProgressLine line = new ProgressLine(log::add, null, () -> nanos);
        line.expected(10);
        nanos = 1_000_000_000;
        line.moved(10);
        line.report("done");
        line.close();

        assertThat(log).containsExactly("  done");
    }
}
