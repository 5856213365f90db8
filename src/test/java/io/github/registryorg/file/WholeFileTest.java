package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path temporary;

    @Test
    void file_inAnAbsentDirectory_isWrittenWithIt() throws IOException {
        Path file = temporary.resolve("a/b/c");

        assertThat(WholeFile.write(file, new byte[] {1})).isTrue();
        assertThat(file).hasBinaryContent(new byte[] {1});
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void temporaryFiles_ofKilledRuns_areRemoved() throws IOException {
        String partial = ".README.md.0f8fad5b-d9cb-469f-a165-70867728950e.tmp";
        Path deep = Files.createDirectories(temporary.resolve("a/b"));
        Files.writeString(deep.resolve(partial), "half");
        Files.writeString(deep.resolve("README.md"), "whole");
        Files.writeString(deep.resolve(".README.md.other.tmp"), "another's");
        Path directory = Files.createDirectory(deep.resolve(".x.0f8fad5b-d9cb-469f-a165-70867728950e.tmp"));

        WholeFile.sweep(temporary, 1);
        assertThat(deep.resolve(partial)).exists();
        WholeFile.sweep(temporary, Integer.MAX_VALUE);

        assertThat(deep.resolve(partial)).doesNotExist();
        assertThat(deep.resolve("README.md")).exists();
        assertThat(deep.resolve(".README.md.other.tmp")).exists();
        assertThat(directory).isDirectory();
    }

    @Test
    void file_withTheSameContent_isNotWritten() throws IOException {
        Path file = temporary.resolve("a");
        WholeFile.write(file, new byte[] {1});
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(WholeFile.write(file, new byte[] {1})).isFalse();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
        assertThat(WholeFile.write(file, new byte[] {2})).isTrue();
        assertThat(file).hasBinaryContent(new byte[] {2});
    }

    @Test
    void link_written_isReplacedAndItsTargetKept() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside"), "stays");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), outside);

        assertThat(WholeFile.write(link, new byte[] {1})).isTrue();
        assertThat(outside).hasContent("stays");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void file_thatCannotBeWritten_leavesNothingBehind() throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("a/b"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> WholeFile.write(directory.getParent(), new byte[] {1}))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.IO_FAILED));
        try (Stream<Path> all = Files.list(temporary)) {
            assertThat(all).containsExactly(directory.getParent());
        }
    }
}
