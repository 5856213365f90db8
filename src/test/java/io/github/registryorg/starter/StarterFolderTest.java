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

class StarterFolderTest {

    private static final List<StarterFile> FILES =
            List.of(new StarterFile("pom.xml", "new\n"), new StarterFile(".github/workflows/site.yml", "new\n"));

    @TempDir
    Path folder;

    @Test
    void whatIsThereIsLeft() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "mine\n");
        StarterFolder.Outcome outcome = new StarterFolder(folder).write(FILES);
        assertThat(outcome.left()).containsExactly("pom.xml");
        assertThat(outcome.written()).containsExactly(".github/workflows/site.yml");
        assertThat(folder.resolve("pom.xml")).hasContent("mine\n");
        assertThat(new StarterFolder(folder).write(FILES).written()).isEmpty();
    }

    @Test
    void aLinkToNowhereIsThereToo() throws IOException {
        Files.createSymbolicLink(folder.resolve("pom.xml"), Path.of("elsewhere"));
        assertThat(new StarterFolder(folder).write(FILES).left()).containsExactly("pom.xml");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void nothingIsWrittenWhereALinkLeads() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve(".github"), elsewhere);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new StarterFolder(folder).write(FILES))
                .withMessageContaining("Nothing was written");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(folder.resolve("pom.xml")).doesNotExist();
    }
}
