package io.github.registryorg.mojo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Asks for values that are not set, if there is a terminal. */
final class Questions {

    private static final Questions NONE = new Questions(null, null);

    private final @Nullable BufferedReader in;
    private final @Nullable PrintStream out;

    /**
     * @param in where answers come from; null if nothing is asked
     */
    Questions(@Nullable BufferedReader in, @Nullable PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** At the terminal; without one, nothing is asked. */
    static Questions atTerminal(boolean interactive) {
        return interactive && ProgressLine.hasTerminal()
                ? new Questions(
                        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.out)
                : NONE;
    }

    /**
     * The value; otherwise the answer; otherwise, or without a terminal, the default.
     *
     * @param fallback null without a default
     */
    @Nullable String ask(String value, String question, @Nullable String fallback) {
        if (in == null || value != null) {
            return value == null ? fallback : value;
        }
        out.print(question + (fallback == null ? ": " : " [" + fallback + "]: "));
        out.flush();
        try {
            String answer = in.readLine();
            return answer == null || answer.isBlank() ? fallback : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
