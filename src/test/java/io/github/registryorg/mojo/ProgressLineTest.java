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
    private static final long SECOND = 1_000_000_000;

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
    void line_afterASecond_showsTheStep() {
        ProgressLine line = line();
        line.step("Checking", "blob");
        line.expected(2, 0);
        line.done(1);
        nanos = SECOND - 1;
        line.show();
        assertThat(shown()).isEmpty();

        nanos = SECOND;
        line.show();
        assertThat(shown()).isEqualTo(ERASED + "  Checking: 1 of 2 blobs, 1 s");

        nanos += SECOND / 5;
        line.show();
        assertThat(shown()).isEmpty();
    }

    @Test
    void line_ofTheNextStep_countsFromZero() {
        ProgressLine line = line();
        line.step("Checking", "blob");
        line.expected(2, 0);
        line.done(1);
        nanos = 5 * SECOND;
        line.step("Writing", "repository");
        line.show();
        assertThat(shown()).isEqualTo(ERASED + "  Writing: 0 s");
    }

    @Test
    void line_shownOften_isDrawnFiveTimesASecond() {
        ProgressLine line = line();
        line.step("Checking", "blob");
        for (int i = 0; i < 2_000; i++) {
            nanos += 1_000_000;
            line.done(1);
            line.show();
        }
        assertThat(shown().split("\r")).hasSize(1 + 6);
    }

    @Test
    void line_longerThanATerminalIsWide_isCut() {
        ProgressLine line = line();
        line.step("Fetching https://git.example/" + "a".repeat(100), "");
        nanos = SECOND;
        line.show();
        assertThat(shown().substring(ERASED.length()))
                .hasSize(79)
                .startsWith("  Fetching")
                .endsWith("aa…");
    }

    @Test
    void step_namedByAStranger_hasNoControlCharacters() {
        ProgressLine line = line();
        line.step("Reading \u001b[2J", "");
        nanos = SECOND;
        line.show();
        assertThat(shown()).isEqualTo(ERASED + "  Reading \\u001b[2J: 1 s");
    }

    @Test
    void log_atTerminal_isPrintedAboveTheLine() {
        ProgressLine line = line();
        line.step("Uploading", "blob");
        nanos = SECOND;
        line.show();
        shown();
        line.report("sha256:ab 10 bytes");

        assertThat(log).containsExactly("  sha256:ab 10 bytes");
        assertThat(shown()).isEqualTo(ERASED);
        line.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void line_whileAProgramMayPrompt_isHidden() {
        ProgressLine line = line();
        line.step("Fetching", "");
        nanos = SECOND;
        line.show();
        shown();
        line.pause();
        assertThat(shown()).isEqualTo(ERASED);
        nanos += SECOND;
        line.show();
        assertThat(shown()).isEmpty();
    }

    @Test
    void line_withoutTerminal_isLoggedTwiceAMinute() {
        ProgressLine line = new ProgressLine(log::add, null, () -> nanos);
        line.step("Uploading", "blob");
        line.expected(2, 0);
        for (int i = 0; i < 65; i++) {
            nanos += SECOND;
            line.show();
        }
        line.report("done");
        line.close();

        assertThat(log)
                .containsExactly("  Uploading: 0 of 2 blobs, 30 s", "  Uploading: 0 of 2 blobs, 1 min 0 s", "  done");
    }
}
