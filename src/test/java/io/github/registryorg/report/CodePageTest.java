package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every code has a section in the documentation, and links lead there. */
class CodePageTest {

    private static final Path PAGE = Path.of("src/site/markdown/problems.md");

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^<a id=\"([a-z_]+)\"></a>\n\n### (\\S+)\n(.*?)(?=^<a id|^## |\\z)");

    private static Map<String, MatchResult> sections() throws IOException {
        Map<String, MatchResult> sections = new TreeMap<>();
        SECTION.matcher(Files.readString(PAGE))
                .results()
                .forEach(section ->
                        assertThat(sections.put(section.group(2), section)).isNull());
        return sections;
    }

    @Test
    void codes_all_haveOneSectionEach() throws IOException {
        assertThat(sections().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::name)
                        .toList());
    }

    @Test
    void section_ofACode_saysWhatToDoAndHasAnExample() throws IOException {
        sections().forEach((name, section) -> {
            assertThat(section.group(1)).isEqualTo(name.toLowerCase(Locale.ROOT));
            assertThat(section.group(3)).as(name).contains("\n**Fix:** ", "\n```\n" + name + " ");
            assertThat(section.group(3).startsWith("*Warning.* "))
                    .as(name)
                    .isEqualTo(ProblemCode.valueOf(name).severity() == Severity.WARNING);
            assertThat(CodePage.of(ProblemCode.valueOf(name))).endsWith("/" + PAGE + "#" + section.group(1));
        });
    }

    @Test
    void page_ofTheCodes_isInTheRepositoryOfThePlugin() throws IOException {
        assertThat(CodePage.URL).endsWith("/blob/main/" + PAGE);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<url>" + CodePage.URL.replaceAll("/blob/.*", "") + "</url>");
        assertThat(Files.readString(Path.of("src/site/site.xml"))).contains("href=\"problems.html\"");
    }
}
