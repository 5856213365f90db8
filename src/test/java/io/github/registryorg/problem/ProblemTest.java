package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    private static final Problem PROBLEM = Problem.of(ProblemCode.BLOB_UNKNOWN, "acme/app:1.2", "layer is not there");

    @Test
    void problem_printed_hasOneForm() {
        assertThat(PROBLEM).hasToString("BLOB_UNKNOWN acme/app:1.2: layer is not there.");
        assertThat(PROBLEM.because("404").hint("Publish it again.").at(new Location("acme/app/README.md", 6)))
                .hasToString(
                        "BLOB_UNKNOWN acme/app:1.2: layer is not there: 404. Publish it again. [acme/app/README.md:6]");
        assertThat(Problem.of(ProblemCode.INTERRUPTED, "", "the run was stopped")
                        .at("file"))
                .hasToString("INTERRUPTED the run was stopped. [file]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u001b[31mb", "a\u202eb", "a\u2028b", "a\u0085b", "a\ud800b", "a\u200bb"})
    void text_ofStrangers_isOneVisibleLine(String text) {
        String shown = Problem.of(ProblemCode.NAME_INVALID, text, text)
                .because(text)
                .hint(text)
                .at(text)
                .toString();
        assertThat(shown).matches("\\P{C}+").contains("\\u");
    }

    @Test
    void text_ofStrangers_isCutBetweenCharacters() {
        String shown =
                Problem.of(ProblemCode.NAME_INVALID, "😀".repeat(1_000), "x").subject();
        assertThat(shown).hasSizeLessThanOrEqualTo(600).endsWith("…").matches("[😀…]+");
        assertThat(Problem.of(ProblemCode.NAME_INVALID, "a".repeat(600), "x").subject())
                .isEqualTo("a".repeat(600));
    }

    @Test
    void line_ofALocation_countsFromOne() {
        assertThat(new Location("a", 3)).hasToString("a:3");
        assertThat(Location.of("a")).hasToString("a");
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("a", -1));
    }

    @Test
    void failure_ofTheFileSystem_isInPlainWords() {
        Path path = Path.of("store");
        assertThat(Failures.io("writing", path, new AccessDeniedException("store")))
                .hasMessage("IO_FAILED store: writing failed: permission denied. Give this user the permission,"
                        + " or choose another path.");
        assertThat(Failures.io("writing", path, new FileSystemException("store", null, "No space left on device")))
                .hasMessageContaining("No space left on device. Free some space");
        assertThat(Failures.io("reading", path, new NoSuchFileException("store")))
                .hasMessageContaining("it is not there. Check the path.");
        assertThat(Failures.io("reading", path, new IOException()).getMessage()).contains("IOException");
    }

    @Test
    void code_ofAUserError_isNotABreakdown() {
        assertThat(new RegistryException(PROBLEM).isUserError()).isTrue();
        Problem broke = Problem.of(ProblemCode.IO_FAILED, "disk", "writing failed");
        assertThat(new RegistryException(broke).isUserError()).isFalse();
        assertThat(new RegistryException(List.of(PROBLEM, broke)).isUserError()).isFalse();
        assertThat(new RegistryException(List.of(PROBLEM, broke)).getMessage())
                .contains(PROBLEM.toString(), broke.toString());
    }
}
