package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry like the real one in the first static registry's format becomes ours. */
class ImportTest {

    @TempDir
    Path folder;

    private SeedRegistry seed;

    @BeforeEach
    void seed() throws IOException {
        seed = new SeedRegistry(Files.createDirectory(folder.resolve("registry"))).likeTheRealOne();
    }

    @AfterEach
    void close() {
        seed.close();
    }

    /** Where it is meant to change, run with {@code -Dgolden.update=true} and review the difference. */
    @Test
    void everyByte() throws IOException, URISyntaxException {
        ImportResult result = seed.importIt();

        assertThat(result.errors()).isEmpty();
        assertThat(result.summary())
                .isEqualTo("4 tags imported, 0 left as they are, 0 imported before: "
                        + result.changed().size() + " files changed.");
        String actual = tree();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/golden/import.txt"), actual);
        }
        Path golden = Path.of(ImportTest.class.getResource("/golden/import.txt").toURI());
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    /** All files as one text, with the storage's address, which is another one each time, written as an example. */
    private String tree() throws IOException {
        StringBuilder tree = new StringBuilder();
        List<Path> files;
        try (Stream<Path> all = Files.walk(seed.folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            tree.append("=== ")
                    .append(seed.folder.relativize(file).toString().replace('\\', '/'))
                    .append('\n')
                    .append(Files.readString(file).replace("127.0.0.1:" + seed.storage.port(), "storage.example"))
                    .append('\n');
        }
        return tree.toString();
    }

    @Test
    void itPassesValidationWithNothingToWarnOf() {
        seed.importIt();

        ValidateResult validated = seed.validate();
        assertThat(validated.errors()).isEmpty();
        assertThat(validated.warnings()).isEmpty();
        assertThat(validated.tags()).isEqualTo(4);
        // the three files; the empty config is in the registry itself, and nobody asks for it
        assertThat(validated.blobs()).isEqualTo(3);
    }

    @Test
    void eachFileIsReadOnceWhoeverNamesIt() {
        seed.importIt();

        assertThat(seed.storage.requests()).hasSize(3).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void theSecondRunChangesNoByteAndAsksForNothing() {
        seed.importIt();
        Map<String, String> before = FileTrees.of(seed.folder);
        int asked = seed.storage.requests().size();

        ImportResult again = seed.importIt();

        assertThat(FileTrees.of(seed.folder)).isEqualTo(before);
        assertThat(again.changed()).isEmpty();
        assertThat(again.summary())
                .isEqualTo("0 tags imported, 0 left as they are, 4 imported before: 0 files changed.");
        assertThat(seed.storage.requests()).hasSize(asked);
    }

    @Test
    void aDryRunReadsEverythingAndWritesOnlyTheReport() {
        Map<String, String> before = FileTrees.of(seed.folder);

        ImportResult result = seed.dryRun();

        assertThat(FileTrees.of(seed.folder)).isEqualTo(before);
        assertThat(result.imported()).isEqualTo(4);
        assertThat(result.changed()).isEmpty();
        assertThat(seed.report()).content().contains("\"dryRun\" : true", SeedRegistry.sha256(SeedRegistry.SIF));
    }
}
