package io.github.registryorg.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Jazzer runs: the target that the system property {@code fuzz.target} names. */
public final class ParserFuzzer {

    /** Bytes of heap that a parser may use. */
    private static final long MEMORY = 128L * 1024 * 1024;

    private static final FuzzTarget TARGET = FuzzTarget.of(System.getProperty("fuzz.target", ""));

    /** Fills what is more than the parser may use: Jazzer needs a larger heap to start. */
    private static final byte[][] BALLAST = new byte[1024][];

    private ParserFuzzer() {}

    /** Called by Jazzer before the first input. Loading classes, which it changes, takes longer than any input may. */
    public static void fuzzerInitialize() throws Exception {
        TARGET.run(new byte[0]);
        try (Stream<Path> seeds = Files.list(Path.of(System.getProperty("fuzz.seeds")))) {
            for (Path seed : seeds.sorted().toList()) {
                TARGET.run(Files.readAllBytes(seed));
            }
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        for (int i = 0; free > MEMORY && i < BALLAST.length; i++, free -= 1024 * 1024) {
            BALLAST[i] = new byte[1024 * 1024];
        }
    }

    /** Called by Jazzer with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.run(input);
    }
}
