package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that publish into one directory at once: each sweeps what killed ones have left, and nothing else. */
class SweepRaceTest {

    private static final int PROCESSES = 3;
    private static final int BLOBS = 200;

    @TempDir
    Path directory;

    /** @param arguments the directory, and a word that makes this process's blobs its own */
    public static void main(String[] arguments) {
        for (int i = 0; i < BLOBS; i++) {
            // each store sweeps once
            new FileBlobStore(URI.create("file:store"), Path.of(arguments[0]))
                    .put(Blobs.of(arguments[1] + "-" + i), false);
        }
    }

    @Test
    void file_beingWritten_isNotSweptByAnother() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SweepRaceTest.class.getName(),
                            directory.toString(),
                            "process" + i)
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
        for (int i = 0; i < PROCESSES; i++) {
            for (int j = 0; j < BLOBS; j++) {
                assertThat(directory.resolve(BlobAddress.path(Digest.sha256(Blobs.bytes("process" + i + "-" + j)))))
                        .exists();
            }
        }
        try (Stream<Path> left = Files.list(directory.resolve("sha256/.partial"))) {
            assertThat(left).isEmpty();
        }
    }
}
