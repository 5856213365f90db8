package io.github.registryorg.mojo;

import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.work.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What a user sees of long work: a line for each thing that is done, and how far the current step is. At a terminal,
 * that is one line below them that changes; elsewhere, such as in CI, it is logged twice a minute. Nothing of it is
 * shown in the first second.
 */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long NANOS = 1_000_000_000;
    private static final long BEFORE_THE_FIRST = NANOS;
    private static final long BETWEEN_DRAWN = NANOS / 5;
    private static final long BETWEEN_LOGGED = 30 * NANOS;
    /** A line that is longer would wrap in a narrow terminal, and could not be erased. */
    private static final int MAX_LENGTH = 79;

    private static final String ERASE = "\r\u001b[K";

    private final Consumer<String> log;
    private final @Nullable PrintStream terminal;
    private final LongSupplier clock;
    private @Nullable ProgressStep step;
    private long nextShown;
    /** What is on the terminal; empty where nothing is. */
    private String drawn = "";

    private boolean isClosed;

    /**
     * @param log what is done goes there
     * @param terminal null where there is none
     * @param clock in nanoseconds
     */
    ProgressLine(Consumer<String> log, @Nullable PrintStream terminal, LongSupplier clock) {
        this.log = log;
        this.terminal = terminal;
        this.clock = clock;
        this.nextShown = clock.getAsLong() + (terminal == null ? BETWEEN_LOGGED : BEFORE_THE_FIRST);
    }

    /** The line that changes is left out under -B and -q, and where output is not a terminal. */
    static ProgressLine of(boolean isInteractive, Log log) {
        boolean isWatched = isInteractive && log.isInfoEnabled() && hasTerminal();
        ProgressLine line = new ProgressLine(log::info, isWatched ? System.out : null, System::nanoTime);
        Thread drawing = new Thread(line::drawUntilClosed, "registry-progress");
        drawing.setDaemon(true);
        drawing.start();
        return line;
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
    public void report(String line) {
        print(() -> log.accept("  " + line));
    }

    /** Prints something above the line that changes, whatever it is printed to. */
    synchronized void print(Runnable printing) {
        erase();
        printing.run();
    }

    @Override
    public synchronized void step(String doing, String thing) {
        step = new ProgressStep(PrintableText.of(doing), thing, clock.getAsLong());
    }

    @Override
    public synchronized void pause() {
        erase();
        step = null;
    }

    @Override
    public synchronized void expected(long things, long bytes) {
        if (step != null) {
            step.expected(things, bytes, clock.getAsLong());
        }
    }

    @Override
    public synchronized void done(long things) {
        if (step != null) {
            step.done(things);
        }
    }

    @Override
    public synchronized void moved(long bytes) {
        if (step != null) {
            step.moved(bytes);
        }
    }

    /** Shows how far the step is, if it is time to. */
    synchronized void show() {
        long now = clock.getAsLong();
        if (step == null || now < nextShown) {
            return;
        }
        nextShown = now + (terminal == null ? BETWEEN_LOGGED : BETWEEN_DRAWN);
        String text = step.text(now);
        if (terminal == null) {
            log.accept("  " + text);
        } else {
            draw(terminal, cut("  " + text));
        }
    }

    private void draw(PrintStream screen, String line) {
        if (!line.equals(drawn)) {
            drawn = line;
            screen.print(ERASE + line);
            screen.flush();
        }
    }

    private static String cut(String line) {
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }

    private synchronized void drawUntilClosed() {
        try {
            while (!isClosed) {
                show();
                wait(BETWEEN_DRAWN / 1_000_000);
            }
        } catch (InterruptedException e) {
            // whoever interrupts it wants it to end
        }
    }

    private void erase() {
        if (terminal != null && !drawn.isEmpty()) {
            drawn = "";
            terminal.print(ERASE);
            terminal.flush();
        }
    }

    /** Leaves nothing on the terminal but what is done. */
    @Override
    public synchronized void close() {
        isClosed = true;
        erase();
        notifyAll();
    }
}
