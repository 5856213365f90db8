package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that differ only in case, on a file system that may hold both. */
class CaseCheckTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "", List.of("Acme", "acme", "other"),
            "acme", List.of("App", "app"),
            "acme/app", List.of("README.md", "readme.md"),
            "acme/app/manifests", List.of("V1", "v1"));

    /** A directory of these names, whatever the file system of this machine can hold. */
    private static final class Tree implements FileTree {

        @Override
        public List<Entry> list(String directory) {
            return NAMES.getOrDefault(directory, List.of()).stream()
                    .map(name -> new Entry(name, name.endsWith(".md") ? Kind.FILE : Kind.DIRECTORY, 0))
                    .toList();
        }

        @Override
        public Optional<byte[]> read(String file, int limit) {
            return Optional.empty();
        }
    }

    private static List<String> check(String... paths) {
        List<Problem> problems = new ArrayList<>();
        new CaseCheck(new Tree(), problems::add).check(List.of(paths));
        return problems.stream()
                .map(problem -> problem.subject() + " " + problem.what() + " [" + problem.location() + "]")
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Acme, Acme, acme",
        "acme, acme, Acme",
        "Acme/none/README.md, Acme, acme",
    })
    void name_atTheTop_isReportedAsWhatWasChanged(String path, String mine, String other) {
        assertThat(check(path))
                .containsExactly(mine + " differs from " + other + " beside it only in case [" + mine + "]");
    }

    @Test
    void name_onTheWay_isReportedWithItsPath() {
        assertThat(check("acme/app/README.md"))
                .containsExactly(
                        "acme differs from Acme beside it only in case [acme]",
                        "acme/app differs from App beside it only in case [acme/app]",
                        "acme/app/README.md differs from readme.md beside it only in case [acme/app/README.md]");
    }

    @Test
    void names_ofTags_areLeftToTheCheckOfTags() {
        assertThat(check("acme/app/manifests/v1/README.md")).noneMatch(finding -> finding.contains("manifests"));
    }

    @Test
    void names_besideTheChange_areNotReported() {
        assertThat(check("other", "other/file")).isEmpty();
    }
}
