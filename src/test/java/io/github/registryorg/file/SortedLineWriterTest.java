package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLineWriterTest {

    @TempDir
    Path directory;

    private static List<String> written(SortedLineWriter writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Tag("slow")
    @Test
    void lines_ofMoreThanMemoryKeeps_areSortedByTheirBytes() throws IOException {
        TreeSet<String> expected = new TreeSet<>();
        Random random = new Random(1);
        Path parts = directory.resolve("parts");
        try (SortedLineWriter writer = new SortedLineWriter(parts)) {
            while (expected.size() < 150_000) {
                String line = Long.toHexString(random.nextLong()) + "\t" + "x".repeat(random.nextInt(40));
                if (expected.add(line)) {
                    writer.add(line);
                }
            }
            assertThat(written(writer)).containsExactlyElementsOf(expected);
            assertThat(written(writer)).as("again").containsExactlyElementsOf(expected);
        }
        assertThat(parts).doesNotExist();
    }

    @Test
    void linesOfASortedFile_thatEndNearTheBuffersEnd_areWhole() throws IOException {
        for (int length = (1 << 16) - 3; length <= (1 << 16) + 3; length++) {
            List<String> lines = List.of("a".repeat(length), "b", "c".repeat(2 * length), "d");
            Path whole = Files.writeString(directory.resolve("whole"), String.join("\n", lines) + "\n");
            Path cut = Files.writeString(directory.resolve("cut"), String.join("\n", lines));
            try (SortedLineWriter writer = new SortedLineWriter(directory.resolve("parts"))) {
                writer.addSorted(whole, List.of());
                assertThat(written(writer)).isEqualTo(lines);
                writer.addSorted(cut, List.of());
                assertThat(written(writer)).isEqualTo(lines);
            }
        }
    }

    @Test
    void linesOfALargeSortedFile_withoutSome_areMergedWithOthers() throws IOException {
        Random random = new Random(2);
        for (int round = 0; round < 30; round++) {
            TreeSet<String> lines = new TreeSet<>();
            while (lines.size() < 6_000) {
                lines.add(Integer.toString(random.nextInt(100_000), 36) + "\t" + "x".repeat(random.nextInt(60)));
            }
            Path file = Files.writeString(directory.resolve("sorted"), String.join("\n", lines) + "\n");
            TreeSet<String> without = new TreeSet<>();
            try (SortedLineWriter writer = new SortedLineWriter(directory.resolve("parts"))) {
                List<String> all = List.copyOf(lines);
                for (int change = random.nextInt(6); change > 0; change--) {
                    String prefix = all.get(random.nextInt(all.size())).replaceFirst("\t.*", "\t");
                    without.add(prefix);
                    lines.removeIf(line -> line.startsWith(prefix));
                }
                for (int change = random.nextInt(6); change > 0; change--) {
                    String line = Integer.toString(random.nextInt(100_000), 36) + "\tnew";
                    if (without.stream().noneMatch(line::startsWith) && lines.add(line)) {
                        writer.add(line);
                    }
                }
                writer.addSorted(file, without);
                assertThat(written(writer)).containsExactlyElementsOf(lines);
            }
        }
    }

    @Test
    void linesOfASortedFile_withoutSome_areMerged() throws IOException {
        String large = "m" + "x".repeat(200_000);
        Path file = Files.writeString(
                directory.resolve("sorted"),
                String.join("\n", "a\t1", "a/b\t1", "b\t1", "c\t1", "c/d\t1", large, "z\t1") + "\n");
        try (SortedLineWriter writer = new SortedLineWriter(directory.resolve("parts"))) {
            writer.add("c\t2");
            writer.add("0\t2");
            writer.addSorted(file, List.of("c\t", "a\t", "y\t"));
            assertThat(written(writer)).containsExactly("0\t2", "a/b\t1", "b\t1", "c\t2", "c/d\t1", large, "z\t1");
            writer.addSorted(file, List.of());
            assertThat(written(writer)).hasSize(9);
        }
    }
}
