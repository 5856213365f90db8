package io.github.registryorg.mojo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
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

    /** At the terminal; without one, or in a run that is not interactive, nothing is asked. */
    static Questions of(boolean interactive, boolean hasTerminal, InputStream in, PrintStream out) {
        return interactive && hasTerminal
                ? new Questions(new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())), out)
                : NONE;
    }

    /** The value; otherwise the answer; otherwise, or without a terminal, the default. */
    String ask(@Nullable String value, String question, String fallback) {
        return answer(value, question + " [" + fallback + "]: ").orElse(fallback);
    }

    /** The value; otherwise the answer; null where there is none, or no terminal. */
    @Nullable String ask(@Nullable String value, String question) {
        return answer(value, question + ": ").orElse(null);
    }

    private Optional<String> answer(@Nullable String value, String prompt) {
        if (value != null || in == null || out == null) {
            return Optional.ofNullable(value);
        }
        out.print(prompt);
        out.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip).filter(answer -> !answer.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
