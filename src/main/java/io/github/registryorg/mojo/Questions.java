package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for values that are not set, if there is a terminal. A wrong answer is explained, and the question asked again, a
 * few times.
 */
final class Questions {

    private static final int MAX_TRIES = 3;

    private final @Nullable BufferedReader in;
    private final @Nullable PrintStream out;

    /** Those that are not printed yet. */
    private final List<String> explanations = new ArrayList<>();

    /**
     * @param in where answers come from; null if nothing is asked
     */
    Questions(@Nullable BufferedReader in, @Nullable PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** At the terminal; without one, or in a run that is not interactive, nothing is asked. */
    static Questions of(boolean interactive, boolean hasTerminal, InputStream in, PrintStream out) {
        return interactive && hasTerminal
                ? new Questions(new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())), out)
                : new Questions(null, null);
    }

    /** What is to be known before the next question: it is printed when one is asked. */
    void explain(String text) {
        explanations.add(text);
    }

    /**
     * Prints what is to be known before the next question, at once.
     *
     * @return whether there is a terminal to print it to
     */
    boolean say(List<String> lines) {
        if (in == null || out == null) {
            return false;
        }
        lines.forEach(line -> out.println("  " + line));
        return true;
    }

    /**
     * The value; otherwise the answer; otherwise, or without a terminal, the default.
     *
     * @param check throws a {@link RegistryException} for an answer that is wrong
     */
    String ask(@Nullable String value, String question, String fallback, Consumer<String> check) {
        return answer(value, question + " [" + fallback + "]: ", false, check).orElse(fallback);
    }

    /**
     * The value; otherwise the answer; null where there is none, or no terminal.
     *
     * @param without what it means to have none, as people read it
     */
    @Nullable String askOptional(@Nullable String value, String question, String without, Consumer<String> check) {
        return answer(value, question + " [" + without + "]: ", false, check).orElse(null);
    }

    /** The value; otherwise the answer, which has to be given; null without a terminal, or at the end of its input. */
    @Nullable String insist(@Nullable String value, String question, Consumer<String> check) {
        return answer(value, question + ": ", true, check).orElse(null);
    }

    private Optional<String> answer(@Nullable String value, String prompt, boolean isNeeded, Consumer<String> check) {
        if (value != null || in == null || out == null) {
            return Optional.ofNullable(value);
        }
        for (String text : explanations) {
            text.lines().forEach(out::println);
            out.println();
        }
        explanations.clear();
        for (int tried = 1; ; tried++) {
            out.print(prompt);
            out.flush();
            String line = readLine(in);
            String answer = line == null ? "" : line.strip();
            if (line == null || answer.isEmpty() && (!isNeeded || tried == MAX_TRIES)) {
                return Optional.empty();
            }
            if (answer.isEmpty()) {
                out.println("  This can't be left out.");
                continue;
            }
            try {
                check.accept(answer);
                return Optional.of(answer);
            } catch (RegistryException e) {
                if (tried == MAX_TRIES) {
                    throw e;
                }
                Problem problem = e.problem();
                out.println("  " + problem.what() + "." + (problem.hint() == null ? "" : " " + problem.hint()));
            }
        }
    }

    private static @Nullable String readLine(BufferedReader in) {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
