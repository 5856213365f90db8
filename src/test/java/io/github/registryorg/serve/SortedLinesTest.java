package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLinesTest {

    @TempDir
    Path directory;

    @Test
    void everyLineOfAnyFileIsFoundAndNoOther() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 30; round++) {
            TreeSet<String> lines = new TreeSet<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                lines.add("r" + random.nextInt(500) + "\t" + "x".repeat(random.nextInt(round % 3 == 0 ? 9000 : 20)));
            }
            String end = lines.isEmpty() || round % 2 == 0 ? "" : "\n";
            Path file = Files.writeString(directory.resolve("lines"), String.join("\n", lines) + end);

            for (int i = 0; i < 500; i++) {
                String prefix = "r" + i + "\t";
                String first = lines.ceiling(prefix);
                boolean there = first != null && first.startsWith(prefix);
                assertThat(SortedLines.find(file, prefix).orElse(null)).isEqualTo(there ? first : null);
            }
            assertThatCode(() -> SortedLines.check(file)).doesNotThrowAnyException();
        }
    }

    @Test
    void aNameThatBeginsLikeAnotherIsAnother() throws IOException {
        Path file = write(List.of("a\t*\t1", "a-b\t*\t2", "a/b\t*\t3"));

        assertThat(SortedLines.find(file, "a\t*\t")).hasValue("a\t*\t1");
        assertThat(SortedLines.find(file, "a-b\t*\t")).hasValue("a-b\t*\t2");
        assertThat(SortedLines.find(file, "a/b\t*\t")).hasValue("a/b\t*\t3");
        assertThat(SortedLines.find(file, "a/c\t*\t")).isEmpty();
    }

    @Test
    void noFileIsAFileWithoutLines() throws IOException {
        assertThat(SortedLines.find(directory.resolve("none"), "a")).isEmpty();
        assertThatCode(() -> SortedLines.check(directory.resolve("none"))).doesNotThrowAnyException();
        assertThat(SortedLines.find(write(List.of()), "a")).isEmpty();
    }

    @Test
    void theLongestLineIsFoundAndALongerOneRefused() throws IOException {
        String longest = "b" + "x".repeat(SortedLines.LONGEST - 1);
        Path file = write(List.of("a", longest, "c"));
        assertThat(SortedLines.find(file, "b")).hasValue(longest);
        assertThat(SortedLines.find(file, "c")).hasValue("c");
        assertThatCode(() -> SortedLines.check(file)).doesNotThrowAnyException();

        Path worse = write(List.of("a", longest + "x".repeat(SortedLines.LONGEST), "c"));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> SortedLines.check(worse))
                .withMessageContaining("longer than");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SortedLines.find(worse, "b"));
    }

    private Path write(List<String> lines) throws IOException {
        return Files.writeString(directory.resolve("lines"), String.join("\n", lines));
    }
}
