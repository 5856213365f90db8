package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

    private static final Consumer<String> ANY = answer -> {};

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private Questions answering(String answers) {
        return new Questions(
                new BufferedReader(new StringReader(answers)), new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** {@code mvn -B} asks and explains nothing, at a terminal either; nor does a run without one. */
    @ParameterizedTest
    @CsvSource({"true, true, answer", "false, true, usual", "true, false, usual", "false, false, usual"})
    void question_isAsked_atATerminalInAnInteractiveRunOnly(boolean isInteractive, boolean hasTerminal, String answer) {
        InputStream input = new ByteArrayInputStream("answer\n".getBytes(StandardCharsets.UTF_8));
        Questions questions = Questions.of(isInteractive, hasTerminal, input, new PrintStream(output, true));

        questions.explain("Why");
        assertThat(questions.ask(null, "First", "usual", ANY)).isEqualTo(answer);
        assertThat(output.size() > 0).isEqualTo(answer.equals("answer"));
    }

    @Test
    void explanation_isPrintedBeforeTheNextQuestion_onceAndOnlyIfThereIsOne() {
        Questions questions = answering("answer\n\n");
        questions.explain("Why");
        assertThat(questions.ask("given", "Not asked", "usual", ANY)).isEqualTo("given");
        assertThat(printed()).isEmpty();
        questions.askOptional(null, "First", "none", ANY);
        questions.askOptional(null, "Second", "none", ANY);
        assertThat(printed()).isEqualTo("Why\n\nFirst [none]: Second [none]: ");
    }

    @Test
    void question_atTerminal_isAskedForMissingValues() {
        Questions questions = answering(" answer \n\n\n");
        assertThat(questions.ask("given", "Not asked", "usual", ANY)).isEqualTo("given");
        assertThat(questions.askOptional(null, "First", "none", ANY)).isEqualTo("answer");
        assertThat(questions.ask(null, "Second", "usual", ANY)).isEqualTo("usual");
        assertThat(questions.askOptional(null, "Third", "none", ANY)).isNull();
        assertThat(questions.insist(null, "At the end", ANY)).isNull();
        assertThat(printed()).isEqualTo("First [none]: Second [usual]: Third [none]: At the end: ");
        assertThat(new Questions(null, null).ask(null, "Nobody", "usual", ANY)).isEqualTo("usual");
    }

    @Test
    void answer_wrong_isExplainedAndAskedForAgain() {
        assertThat(answering("A\nacme/app\n").insist(null, "Name", RepositoryName::parse))
                .isEqualTo("acme/app");
        assertThat(printed()).startsWith("Name:   ").contains(". ").endsWith("\nName: ");
    }

    @Test
    void answer_wrongThreeTimes_failsWithWhatIsRight() {
        Questions questions = answering("A\nB\nC\nacme/app\n");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> questions.ask(null, "Name", "acme/app", RepositoryName::parse))
                .withMessageContaining("NAME_INVALID \"C\": is not a repository's name");
    }

    @Test
    void answer_neededAndEmpty_isAskedForThreeTimes() {
        assertThat(answering("\n\nx\n").insist(null, "Name", ANY)).isEqualTo("x");
        assertThat(answering("\n\n\nx\n").insist(null, "Name", ANY)).isNull();
        assertThat(printed()).startsWith("Name:   This can't be left out.\nName:   This can't be left out.\nName: ");
    }
}
