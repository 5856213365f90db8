package io.github.registryorg.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExternalProgramTest {

    private static final int LARGEST = 100_000;
    private static final ExternalProgram.Limits SOON = new ExternalProgram.Limits(Duration.ofMillis(500), LARGEST);
    private static final ExternalProgram.Limits LATE = new ExternalProgram.Limits(Duration.ofSeconds(50), LARGEST);
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    private Path directory;

    private ExternalProgram script(String script) {
        return new ExternalProgram(List.of("sh", "-c", script), Map.of("DIRECTORY", directory.toString()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The process whose number the script has written to this file. */
    private ProcessHandle noted(String file) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(directory.resolve(file)) || Files.size(directory.resolve(file)) == 0) {
            assertThat(System.nanoTime()).as("the script has started").isLessThan(end);
            Thread.sleep(5);
        }
        long number = Long.parseLong(Files.readString(directory.resolve(file)).strip());
        return ProcessHandle.of(number).orElse(null);
    }

    private void assertEnded(String file) throws Exception {
        ProcessHandle process = noted(file);
        if (process != null) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void run_programThatEnds_givesOutputErrorsAndStatus() throws IOException {
        ExternalProgram.Result result = script("cat; echo first >&2; echo; echo last >&2; exit 3")
                .run("héllo".getBytes(StandardCharsets.UTF_8), LATE);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(text(result.output())).isEqualTo("héllo\n");
        assertThat(result.lastError()).isEqualTo("last");
        assertThat(script("exit 4").run(NOTHING, LATE).lastError()).isEqualTo("it ended with status 4");
    }

    @Test
    void run_largestOutput_isWhole() throws IOException {
        assertThat(script("head -c 100000 /dev/zero").run(NOTHING, LATE).output())
                .hasSize(LARGEST);
        assertThatThrownBy(() -> script("head -c 100001 /dev/zero").run(NOTHING, LATE))
                .hasMessage("it printed more than 100000 bytes");
    }

    @Test
    void run_inputThatIsNotRead_succeeds() throws IOException {
        assertThat(text(script("echo done").run(new byte[1_000_000], LATE).output()))
                .isEqualTo("done\n");
    }

    @Test
    void run_programThatReadsWithoutEnd_getsTheEndOfItsInput() throws IOException {
        assertThat(text(script("cat; cat; echo end").run(NOTHING, LATE).output()))
                .isEqualTo("end\n");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"", "trap '' TERM; ", "exec 1>&- 2>&-; ", "echo partial; "})
    void run_programThatDoesNotEnd_isEndedWithItsChildren(String before) throws Exception {
        String script =
                before + "sleep 1000 & echo $! > $DIRECTORY/child; echo $$ > $DIRECTORY/program; wait; sleep 1000";

        assertThatThrownBy(() -> script(script).run(NOTHING, SOON))
                .isInstanceOf(IOException.class)
                .hasMessage("it did not finish within 0 seconds");
        assertEnded("program");
        assertEnded("child");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes >&2", "trap '' TERM; while :; do echo x; done"})
    void run_programThatPrintsWithoutEnd_isEnded(String endless) throws Exception {
        assertThatThrownBy(
                        () -> script("echo $$ > $DIRECTORY/program; " + endless).run(NOTHING, SOON))
                .isInstanceOf(IOException.class);
        assertEnded("program");
    }

    /** As agents do that a program starts for later. */
    @Test
    void run_childThatKeepsTheOutputOpen_isNotWaitedFor() throws Exception {
        String script = "sleep 1000 & echo $! > $DIRECTORY/child; echo answer";
        try {
            assertThat(text(script(script).run(NOTHING, LATE).output())).isEqualTo("answer\n");
        } finally {
            noted("child").destroyForcibly();
        }
    }

    @Test
    void run_interrupted_endsTheProgram() throws Exception {
        CompletableFuture<ProblemCode> code = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            code.complete(catchThrowableOfType(
                            RegistryException.class,
                            () -> script("echo $$ > $DIRECTORY/program; sleep 1000")
                                    .run(NOTHING, LATE))
                    .problem()
                    .code());
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        noted("program");
        thread.interrupt();

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(ProblemCode.INTERRUPTED);
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertEnded("program");
    }

    @Test
    void run_programThatIsAbsent_isReported() {
        ExternalProgram absent =
                new ExternalProgram(List.of(directory.resolve("absent").toString()), Map.of());

        assertThatThrownBy(() -> absent.run(NOTHING, SOON)).hasMessageContaining("No such file");
    }
}
