package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contributions that are broken or hostile: each is refused for its defect, at its file and line, and for nothing else.
 * {@link BrokenContributionsTest} has those that break a rule, {@link GoodContributionsTest} those that are good.
 */
class ContributionCatalogueTest {

    private static final List<Defect> ALL = Stream.of(
                    PathDefects.ALL, ManifestDefects.ALL, TextDefects.ALL, PolicyDefects.ALL)
            .flatMap(List::stream)
            .toList();

    /** Made once in a JVM, however often tests of this class begin: PIT begins with each test anew, thousands of times. */
    private static final class Made {

        private static final CatalogueRegistry REGISTRY = make();

        private static CatalogueRegistry make() {
            try {
                Path directory = Files.createTempDirectory("catalogue");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
                return new CatalogueRegistry(directory.resolve("registry")).with(ALL);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path directory) {
            try {
                FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Stream<Arguments> all() {
        return IntStream.range(0, ALL.size()).mapToObj(i -> Arguments.of(ALL.get(i), "case" + i));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void contribution_withADefect_isRefusedAtItsPlace(Defect defect, String head) {
        List<Problem> findings = CatalogueRegistry.findings(Made.REGISTRY.judge(defect.base(), head, defect.blobs()));

        assertThat(findings)
                .as(() -> String.join(
                        "\n", findings.stream().map(Problem::toString).toList()))
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactlyInAnyOrderElementsOf(defect.places());
        assertThat(findings).allSatisfy(problem -> {
            assertThat(problem.hint()).as(problem.toString()).isNotBlank();
            assertThat(problem.toString().codePoints().noneMatch(Character::isISOControl))
                    .as("printable")
                    .isTrue();
            assertThat(problem.toString()).doesNotContain("Exception").hasSizeLessThan(1200);
        });
    }

    /** Their bases are good, so that each finding is about the contribution. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CatalogueRegistry.MAIN,
                CatalogueRegistry.OWNED,
                CatalogueRegistry.SIGNED,
                CatalogueRegistry.STRICT,
                CatalogueRegistry.BOUNDED
            })
    void contribution_ofNothing_hasNoFinding(String base) {
        assertThat(CatalogueRegistry.findings(Made.REGISTRY.judge(base, base, false)))
                .isEmpty();
    }

    @Test
    void catalogue_hasEnoughDefects() {
        assertThat(ALL).extracting(Defect::name).doesNotHaveDuplicates();
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(150);
        assertThat(GoodContributionsTest.all()).hasSizeGreaterThanOrEqualTo(30);
    }
}
