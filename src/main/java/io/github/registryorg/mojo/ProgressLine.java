package io.github.registryorg.mojo;

import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.work.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What a user sees of long work: a line for each thing that is done, and at a terminal below them one that changes, with
 * bytes, rate and time left.
 */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long NANOS = 1_000_000_000;
    private static final long NANOS_BETWEEN = NANOS / 5;
    private static final String ERASE = "\r\u001b[K";

    private final Consumer<String> log;
    private final @Nullable PrintStream terminal;
    private final LongSupplier clock;
    private long started;
    private long expected;
    private long moved;
    private long shownAt;
    private boolean shown;

    /**
     * @param log what is done goes there
     * @param terminal null where there is none
     * @param clock in nanoseconds
     */
    ProgressLine(Consumer<String> log, @Nullable PrintStream terminal, LongSupplier clock) {
        this.log = log;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** The line that changes is left out under -B and -q, and where output is not a terminal. */
    static ProgressLine of(boolean isInteractive, Log log) {
        boolean isWatched = isInteractive && log.isInfoEnabled() && hasTerminal();
        return new ProgressLine(log::info, isWatched ? System.out : null, System::nanoTime);
    }

    /** Whether output is a terminal: not in CI, and not through a pipe. */
    static boolean hasTerminal() {
        Console console = System.console();
        return console != null
                && isTerminal(console)
                && System.getenv("CI") == null
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** Since Java 22, there is a console without a terminal too, and a method to recognise it. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void report(String line) {
        erase();
        log.accept("  " + line);
    }

    @Override
    public synchronized void expected(long bytes) {
        if (expected == 0) {
            // time before the first bytes does not count, and a rate needs some time to be measured
            started = clock.getAsLong();
            shownAt = started + NANOS - NANOS_BETWEEN;
        }
        expected += bytes;
    }

    @Override
    public synchronized void moved(long bytes) {
        moved += bytes;
        long now = clock.getAsLong();
        if (terminal != null && now - shownAt >= NANOS_BETWEEN) {
            shownAt = now;
            shown = true;
            terminal.print(ERASE + "  " + text(now - started));
            terminal.flush();
        }
    }

    private String text(long nanos) {
        long all = Math.max(expected, moved);
        double rate = moved / (nanos / (double) NANOS);
        long left = Math.round((all - moved) / rate);
        return ByteCount.of(moved) + " of " + ByteCount.of(all) + ", " + ByteCount.of(Math.round(rate)) + "/s, "
                + duration(left) + " left";
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    private void erase() {
        if (shown && terminal != null) {
            shown = false;
            terminal.print(ERASE);
            terminal.flush();
        }
    }

    /** Leaves nothing on the terminal but what is done. */
    @Override
    public synchronized void close() {
        erase();
    }
}
