package io.github.registryorg.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The inputs that are kept, each run by its parser as the fuzzer does. */
class FuzzSeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> seeds_ofEachParser_areReadOrRefused() {
        return Stream.of(FuzzTarget.values())
                .map(target -> DynamicTest.dynamicTest(target.label(), () -> {
                    List<Path> seeds = filesOf(SEEDS.resolve(target.label()));
                    assertThat(seeds).isNotEmpty();
                    for (Path seed : seeds) {
                        try {
                            target.run(Files.readAllBytes(seed));
                        } catch (Exception | AssertionError e) {
                            throw new AssertionError(seed.toString(), e);
                        }
                    }
                }));
    }

    @Test
    void seeds_ofAllParsers_areOfATarget() throws IOException {
        assertThat(filesOf(SEEDS))
                .extracting(directory -> directory.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FuzzTarget.values()).map(FuzzTarget::label).toList());
    }
}
