package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters readers don't see, and how long a page may be: at the limits, and compared with what was there. */
class TextRulesTest {

    private static final String PAGE = "acme/app/README.md";
    private static final String FRONT = "---\nlayout: collection\n---\n";

    @TempDir
    Path temporary;

    private void write(String tree, String content) throws IOException {
        Path file = temporary.resolve(tree).resolve(PAGE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<Problem> check(String rules) throws IOException {
        Report report = new Report();
        RegistrySettings settings =
                RegistrySettings.read(("formatVersion: 1\n" + rules + "\n").getBytes(StandardCharsets.UTF_8), report);
        assertThat(report.errors()).isEmpty();
        List<Problem> problems = new ArrayList<>();
        new TextRules(
                        settings.rules(),
                        new DirectoryTree(Files.createDirectories(temporary.resolve("before"))),
                        new DirectoryTree(Files.createDirectories(temporary.resolve("after"))),
                        problems::add)
                .check(new TreeMap<>(Map.of(PAGE, true)), Set.of());
        return problems;
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202A, 0x202C, 0x202E, 0x2066, 0x2068, 0x2069, 0x0000, 0x0008, 0x001B, 0x007F, 0x0085})
    void character_thatReadersDoNotSee_isReported(int character) throws IOException {
        write("after", FRONT + "a\nb" + Character.toString(character) + "c\n");

        assertThat(check("")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.RULE_BROKEN);
            assertThat(problem.what())
                    .isEqualTo(String.format("has the character U+%04X, which readers don't see", character));
            assertThat(problem.location().line()).isEqualTo(5);
        });
    }

    /** Marks of direction for single words, spaces and joiners beside those that are refused. */
    @ParameterizedTest
    @ValueSource(ints = {0x2029, 0x202F, 0x2065, 0x206A, 0x200E, 0x200D, 0x09, 0x0D, 0x20, 0x7E, 0xA0})
    void character_ofOrdinaryText_isFine(int character) throws IOException {
        write("after", FRONT + "a" + Character.toString(character) + "b\n");

        assertThat(check("")).isEmpty();
    }

    @Test
    void character_thatWasThere_isNotReportedAndAnotherIs() throws IOException {
        write("before", FRONT + "\u202e\n");
        write("after", FRONT + "more\n\u202e\n\u2066\n");

        assertThat(check(""))
                .extracting(Problem::what)
                .containsExactly("has the character U+2066, which readers don't see");
    }

    @Test
    void page_ofTheLimit_isFineAndOneMoreByteIsNot() throws IOException {
        String page = FRONT + "x".repeat(100 - FRONT.length());
        write("after", page);
        assertThat(check("rules: {maxProse: 100}")).isEmpty();

        write("after", page + "x");
        assertThat(check("rules: {maxProse: 100}"))
                .extracting(Problem::what)
                .containsExactly("has 101 bytes, and 100 bytes are allowed");
    }

    @Test
    void page_thatWasTooLong_mayStayAndNotGrow() throws IOException {
        write("before", FRONT + "x".repeat(200));
        write("after", FRONT + "y".repeat(200));
        assertThat(check("rules: {maxProse: 100}")).isEmpty();

        write("after", FRONT + "y".repeat(201));
        assertThat(check("rules: {maxProse: 100}")).hasSize(1);
    }
}
