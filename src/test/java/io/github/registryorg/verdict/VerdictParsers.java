package io.github.registryorg.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of a verdict, for the fuzzer. */
public final class VerdictParsers {

    private VerdictParsers() {}

    /** What is written of a verdict is read as the same. */
    public static void verdict(byte[] input) throws IOException {
        Path file = Files.createTempFile("verdict", ".json");
        try {
            Files.write(file, input);
            Optional<Verdict> verdict = VerdictFile.read(file);
            if (verdict.isPresent()) {
                VerdictFile.write(file, verdict.get());
                assertThat(VerdictFile.read(file)).isEqualTo(verdict);
            }
        } finally {
            Files.delete(file);
        }
    }
}
