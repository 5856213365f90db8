package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without a YAML parser is what the parser reads. */
class PlainMappingTest {

    private static final List<String> PIECES = List.of(
            "key",
            "Key2",
            "a",
            "7",
            "null",
            "true",
            "12",
            ":",
            ": ",
            " ",
            "\n",
            "\n",
            "-",
            "- ",
            "#",
            " #",
            "---",
            "...",
            "?",
            "&a",
            "*a",
            "!t",
            "|",
            ">",
            "\"",
            "'",
            "%",
            "@",
            "`",
            ",",
            "[",
            "]",
            "{",
            "}",
            "\t",
            "\r",
            "=",
            "<<",
            "+",
            "/",
            ".",
            "_",
            "~",
            "sha256:ab",
            "2026-11-20T10:11:12Z",
            "https://a/b",
            "ä",
            "\u0085",
            "\u2028",
            "key: value\n",
            "b: two words\n",
            "c: \n");

    private static Optional<YamlReader.Document> parsed(String text) {
        try {
            return Optional.of(YamlReader.readAny(text, "f", 2));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private static void assertSame(String text) {
        PlainMapping.read(text, 2)
                .ifPresent(plain -> assertThat(parsed(text))
                        .as(text)
                        .contains(new YamlReader.Document(plain, List.of()))
                        .get()
                        .satisfies(document -> assertThat(
                                        List.copyOf(document.keys().entries().keySet()))
                                .isEqualTo(List.copyOf(plain.entries().keySet()))));
    }

    @RepeatedTest(20)
    void text_thatIsPlain_isReadAsByTheParser(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(10); pieces >= 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertSame(text.toString());
            assertSame("key: " + text + "\n");
            assertSame(text + ": value\n");
        }
    }

    @Test
    void frontMatter_ofATag_isPlain() {
        String text = "layout: manifests/oci\nmediaType: application/vnd.oci.image.manifest.v1+json\ndigest: sha256:"
                + "a".repeat(64) + "\nsize: 5005192\ncreated: 2026-11-20T10:11:12Z\n";

        assertThat(PlainMapping.read(text, 2))
                .get()
                .satisfies(plain -> assertThat(plain.entries())
                        .containsKeys("layout", "mediaType", "digest", "size", "created")
                        .containsEntry("size", new YamlValue.Scalar("5005192", true, 5)));
        assertSame(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: b",
                "a:\n",
                "a: \n",
                "a: b \n",
                "a: b: c\n",
                "a: b:\n",
                "a: b # c\n",
                "a: null\n",
                "a: NULL\n",
                "a: ~\n",
                "a: b\n c\n",
                "a: b\na: c\n",
                "a: [b]\n",
                "a: 'b'\n",
                "a: &b c\n",
                "a: - b\n",
                "a: b\n---\nc: d\n",
                "a: b\r\n",
                "a: ä\n",
                "1: b\n"
            })
    void text_thatCouldMeanMore_isLeftToTheParser(String text) {
        assertThat(PlainMapping.read(text, 1)).isEmpty();
    }
}
