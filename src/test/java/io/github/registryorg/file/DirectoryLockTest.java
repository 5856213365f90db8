package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time, of this process and of others. */
class DirectoryLockTest {

    private static final int TIMEOUT_SECONDS = 60;

    @TempDir
    Path temporary;

    private Path directory;
    private Path file;
    private final List<Process> others = new ArrayList<>();

    @BeforeEach
    void file() {
        directory = temporary.resolve("site");
        file = temporary.resolve(".site.lock");
    }

    @AfterEach
    void end() {
        others.forEach(Process::destroyForcibly);
    }

    /** Another process: holds the lock until its input ends, or takes it many times and looks whether it is alone. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            int times = Integer.parseInt(arguments[1]);
            if (times == 0) {
                try (DirectoryLock lock = DirectoryLock.tryLock(directory).orElseThrow()) {
                    System.out.println(lock);
                    System.in.read();
                }
            }
            Path alone = directory.resolveSibling("alone");
            for (int had = 0; had < times; ) {
                Optional<DirectoryLock> lock = DirectoryLock.tryLock(directory);
                if (lock.isPresent()) {
                    Files.createFile(alone);
                    Files.delete(alone);
                    lock.get().close();
                    had++;
                }
            }
        }
    }

    private Process other(int times) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.toString(),
                        Integer.toString(times))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        return other;
    }

    private static void assertEnds(Process other, int status) throws InterruptedException {
        assertThat(other.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(status);
    }

    @Test
    void lock_heldInThisProcess_isRefusedUntilItIsClosed() throws IOException {
        try (DirectoryLock lock = DirectoryLock.tryLock(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.tryLock(directory)).isEmpty();
        }
        assertThat(file).doesNotExist();
        DirectoryLock.tryLock(directory).orElseThrow().close();
    }

    @Test
    void lock_heldByAnotherProcess_isRefusedUntilThatIsKilled() throws Exception {
        Process other = other(0);
        assertThat(other.getInputStream().read()).isPositive();
        assertThat(DirectoryLock.tryLock(directory)).isEmpty();

        other.destroyForcibly();
        assertThat(other.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(file).exists();
        DirectoryLock.tryLock(directory).orElseThrow().close();
        assertThat(file).doesNotExist();
    }

    /** Refusing a second run must not release the lock of the first, as closing the file would. */
    @Test
    void lock_refusedToAnotherRunOfThisProcess_isStillHeldForOtherProcesses() throws Exception {
        try (DirectoryLock lock = DirectoryLock.tryLock(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DirectoryLock.tryLock(directory)).isEmpty();
            assertEnds(other(0), 1);
        }
    }

    @Test
    void lock_takenAndRemovedByTwoProcessesAtOnce_isHeldByOne() throws Exception {
        Process one = other(1000);
        Process another = other(1000);
        assertEnds(one, 0);
        assertEnds(another, 0);
        assertThat(file).doesNotExist();
    }
}
