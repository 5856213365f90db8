package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedLinesTest {

    @TempDir
    Path directory;

    @Test
    void lines_ofAnyFile_areFoundAndNoOthers() throws IOException {
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
            List<String> all = new ArrayList<>();
            SortedLines.forEach(file, all::add);
            assertThat(all).containsExactlyElementsOf(lines);
        }
    }

    @Test
    void name_withACommonPrefix_isDistinguished() throws IOException {
        Path file = write(List.of("a\t*\t1", "a-b\t*\t2", "a/b\t*\t3"));

        assertThat(SortedLines.find(file, "a\t*\t")).hasValue("a\t*\t1");
        assertThat(SortedLines.find(file, "a-b\t*\t")).hasValue("a-b\t*\t2");
        assertThat(SortedLines.find(file, "a/b\t*\t")).hasValue("a/b\t*\t3");
        assertThat(SortedLines.find(file, "a/c\t*\t")).isEmpty();
    }

    @Test
    void file_absent_hasNoLines() throws IOException {
        assertThat(SortedLines.find(directory.resolve("none"), "a")).isEmpty();
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SortedLines.forEach(directory.resolve("none"), line -> {}));
        assertThat(SortedLines.find(write(List.of()), "a")).isEmpty();
    }

    @Test
    void line_longerThanTheLimit_isRefused() throws IOException {
        String longest = "b" + "x".repeat(SortedLines.MAX_LINE_SIZE - 1);
        Path file = write(List.of("a", longest, "c"));
        assertThat(SortedLines.find(file, "b")).hasValue(longest);
        assertThat(SortedLines.find(file, "c")).hasValue("c");
        List<String> all = new ArrayList<>();
        SortedLines.forEach(file, all::add);
        assertThat(all).containsExactly("a", longest, "c");

        Path worse = write(List.of("a", longest + "x".repeat(SortedLines.MAX_LINE_SIZE), "c"));
        assertThatExceptionOfType(SortedLines.Malformed.class)
                .isThrownBy(() -> SortedLines.forEach(worse, line -> {}))
                .withMessageContaining("longer than");
        assertThatExceptionOfType(SortedLines.Malformed.class).isThrownBy(() -> SortedLines.find(worse, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\na", "a\nb\na", "a\na", "a\nb\nb\n", "a\n\n"})
    void forEach_ofLinesThatAreNotSortedOrStandTwice_fails(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("lines"), text);

        assertThatExceptionOfType(SortedLines.Malformed.class)
                .isThrownBy(() -> SortedLines.forEach(file, line -> {}))
                .withMessageContaining("not sorted");
    }

    @Test
    void line_thatIsNotUtf8_isRefused() throws IOException {
        Path file = Files.write(directory.resolve("lines"), new byte[] {'a', '\t', (byte) 0xff, '\n'});

        assertThatExceptionOfType(SortedLines.Malformed.class).isThrownBy(() -> SortedLines.forEach(file, line -> {}));
        assertThatExceptionOfType(SortedLines.Malformed.class).isThrownBy(() -> SortedLines.find(file, "a\t"));
    }

    private Path write(List<String> lines) throws IOException {
        return Files.writeString(directory.resolve("lines"), String.join("\n", lines));
    }
}
