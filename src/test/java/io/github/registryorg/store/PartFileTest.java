package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits to be sent to a bucket. */
class PartFileTest {

    @TempDir
    Path directory;

    private static String text(PartFile file) throws IOException {
        byte[] buffer = new byte[file.size() + 3];
        file.read(buffer);
        String read = new String(buffer, 0, file.size());
        assertThat(new String(file.open().readAllBytes())).isEqualTo(read);
        return read;
    }

    @Test
    void content_isReadAsOftenAsNeeded_andReplacedByShorter() throws IOException {
        try (PartFile file = new PartFile(directory)) {
            assertThat(text(file)).isEmpty();
            file.add(Blobs.bytes("-long"), 1, 4);
            assertThat(text(file)).isEqualTo("long");
            file.add(Blobs.bytes("er"), 0, 2);
            file.open().close();
            assertThat(text(file)).isEqualTo("longer");
            file.clear();
            file.add(Blobs.bytes("new"), 0, 3);
            assertThat(text(file)).isEqualTo("new");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void directory_thatCannotBeWritten_isReported() {
        assertThat(problem(() -> new PartFile(directory.resolve("absent")).close())
                        .code())
                .isEqualTo(ProblemCode.IO_FAILED);
    }
}
