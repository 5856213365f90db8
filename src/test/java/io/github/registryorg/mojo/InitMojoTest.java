package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MojoTest
class InitMojoTest {

    @TempDir
    Path directory;

    @Test
    @InjectMojo(goal = "init")
    void init_withoutKindAndTerminal_fails(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.kind: is missing");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "container")
    @MojoParameter(name = "repository", value = "acme/app")
    @MojoParameter(name = "store", value = "s3://acme-blobs")
    void init_withMissingProperty_writesNothing(InitMojo mojo) {
        TestProject.without(directory, mojo);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(mojo::execute)
                .withMessageContaining("registry.registryRepository: is missing");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    void registry_new_usesThisPlugin(InitMojo mojo) throws Exception {
        Files.writeString(directory.resolve("README.md"), "Mine\n");
        RecordingLog log = TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(log.lines).contains("INFO   left as it is: README.md", "INFO   new: .github/workflows/validate.yml");
        assertThat(directory.resolve("README.md")).hasContent("Mine\n");
        assertThat(directory.resolve("pom.xml")).content().contains("<version>9.9</version>");
        assertThat(directory.resolve(".gitattributes")).content().contains("**/digests/** -text -filter");
        assertThat(directory.resolve(".travis.yml")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    @MojoParameter(name = "ci", value = "github-actions, travis,")
    void registry_thatHasRepositories_getsNoExample(InitMojo mojo) throws Exception {
        Files.createDirectories(directory.resolve("acme/app"));
        Files.writeString(directory.resolve("acme/app/README.md"), "---\nlayout: collection\n---\n");
        TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(directory.resolve("example")).doesNotExist();
        assertThat(directory.resolve("registry.yaml")).isRegularFile();
        assertThat(directory.resolve(".travis.yml")).isRegularFile();
    }

    @Test
    @InjectMojo(goal = "init")
    @MojoParameter(name = "kind", value = "registry")
    void registry_withoutRepositories_getsAnExample(InitMojo mojo) throws Exception {
        TestProject.without(directory, mojo);
        mojo.execute();
        assertThat(directory.resolve("example/hello/README.md")).isRegularFile();
    }

    /** {@code mvn -B} asks nothing, at a terminal either; nor does a run without one. */
    @ParameterizedTest
    @CsvSource({"true, true, answer", "false, true, usual", "true, false, usual", "false, false, usual"})
    void question_isAsked_atATerminalInAnInteractiveRunOnly(boolean isInteractive, boolean hasTerminal, String answer) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InputStream input = new ByteArrayInputStream("answer\n".getBytes(StandardCharsets.UTF_8));
        Questions questions = Questions.of(isInteractive, hasTerminal, input, new PrintStream(output, true));

        assertThat(questions.ask(null, "First", "usual")).isEqualTo(answer);
        assertThat(output.size() > 0).isEqualTo(answer.equals("answer"));
    }

    @Test
    void question_atTerminal_isAskedForMissingValues() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Questions questions = new Questions(
                new BufferedReader(new StringReader(" answer \n\n")),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        assertThat(questions.ask("given", "Not asked", "usual")).isEqualTo("given");
        assertThat(questions.ask(null, "First")).isEqualTo("answer");
        assertThat(questions.ask(null, "Second", "usual")).isEqualTo("usual");
        assertThat(questions.ask(null, "At the end")).isNull();
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("First: Second [usual]: At the end: ");
        assertThat(new Questions(null, null).ask(null, "Nobody", "usual")).isEqualTo("usual");
    }
}
