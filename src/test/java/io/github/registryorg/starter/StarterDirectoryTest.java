package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterDirectoryTest {

    private static final List<StarterFile> FILES =
            List.of(new StarterFile("pom.xml", "new\n"), new StarterFile(".github/workflows/site.yml", "new\n"));

    @TempDir
    Path directory;

    @Test
    void file_existing_isKept() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "mine\n");
        StarterDirectory.Outcome outcome = new StarterDirectory(directory).write(FILES);
        assertThat(outcome.left()).containsExactly("pom.xml");
        assertThat(outcome.written()).containsExactly(".github/workflows/site.yml");
        assertThat(directory.resolve("pom.xml")).hasContent("mine\n");
        assertThat(new StarterDirectory(directory).write(FILES).written()).isEmpty();
    }

    @Test
    void link_toNothing_countsAsExisting() throws IOException {
        Files.createSymbolicLink(directory.resolve("pom.xml"), Path.of("elsewhere"));
        assertThat(new StarterDirectory(directory).write(FILES).left()).containsExactly("pom.xml");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void link_inTheDirectory_isNotWrittenThrough() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve(".github"), elsewhere);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new StarterDirectory(directory).write(FILES))
                .withMessageContaining("Nothing was written");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(directory.resolve("pom.xml")).doesNotExist();
    }

    @Test
    void file_markedAsMade_isMadeAgain() throws IOException {
        List<StarterFile> owners = List.of(new StarterFile("CODEOWNERS", "# made\n* @new\n", "# made\n"));
        Path file = directory.resolve("CODEOWNERS");
        Files.writeString(file, "# made\n* @old\n");
        assertThat(new StarterDirectory(directory).write(owners).written()).containsExactly("CODEOWNERS");
        assertThat(file).hasContent("# made\n* @new\n");
        assertThat(new StarterDirectory(directory).write(owners).left()).containsExactly("CODEOWNERS");
        for (String mine : List.of("* @mine\n", "# mad", "")) {
            Files.writeString(file, mine);
            assertThat(new StarterDirectory(directory).write(owners).left()).containsExactly("CODEOWNERS");
            assertThat(file).hasContent(mine);
        }
        Files.delete(file);
        Files.createSymbolicLink(file, directory.resolve("elsewhere"));
        Files.writeString(directory.resolve("elsewhere"), "# made\n");
        assertThat(new StarterDirectory(directory).write(owners).written()).isEmpty();
    }
}
