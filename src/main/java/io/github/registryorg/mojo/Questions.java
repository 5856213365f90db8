package io.github.registryorg.mojo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Asks for what was not given, where somebody is there to answer. */
final class Questions {

    private static final Questions NONE = new Questions(null, null);

    private final BufferedReader in;
    private final PrintStream out;

    /**
     * @param in where answers come from; null if nothing shall be asked
     */
    Questions(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** To whoever is at the terminal; to nobody if there is none. */
    static Questions atTerminal(boolean interactive) {
        return interactive && ProgressLine.hasTerminal()
                ? new Questions(
                        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.out)
                : NONE;
    }

    /**
     * What was given; otherwise the answer; otherwise, or where nobody is asked, what is usual.
     *
     * @param usual null where there is no such thing
     */
    String ask(String given, String question, String usual) {
        if (in == null || given != null) {
            return given == null ? usual : given;
        }
        out.print(question + (usual == null ? ": " : " [" + usual + "]: "));
        out.flush();
        try {
            String answer = in.readLine();
            return answer == null || answer.isBlank() ? usual : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
