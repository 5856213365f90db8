package io.github.registryorg.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictFileTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    private static Verdict verdict() {
        TreeMap<RepositoryName, RepositoryVerdict> repositories = new TreeMap<>();
        CommitId commit = new CommitId(COMMIT);
        repositories.put(RepositoryName.parse("acme/app"), new RepositoryVerdict(false, commit, List.of()));
        repositories.put(
                RepositoryName.parse("acme/broken"),
                new RepositoryVerdict(
                        true,
                        commit,
                        List.of(
                                new Reason(
                                        Reason.Kind.STRUCTURE,
                                        new TreeMap<>(Map.of("TAG_INVALID", 2, "FRONT_MATTER_INVALID", 1)),
                                        "FRONT_MATTER_INVALID a.md: <b>\u202e is wrong."),
                                new Reason(
                                        Reason.Kind.BLOBS,
                                        new TreeMap<>(Map.of("BLOB_UNKNOWN", 9)),
                                        "x".repeat(9_000)))));
        repositories.put(
                RepositoryName.parse("acme/closed"),
                new RepositoryVerdict(
                        false,
                        null,
                        List.of(new Reason(
                                Reason.Kind.UNREACHABLE, new TreeMap<>(Map.of("BLOB_UNVERIFIED", 1)), "closed"))));
        return new Verdict(commit, repositories);
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in = VerdictFile.class.getResourceAsStream("verdict.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void verdict_writtenAndRead_isTheSame() {
        Path file = directory.resolve("new/verdict.json");
        VerdictFile.write(file, verdict());
        assertThat(VerdictFile.read(file)).contains(verdict());
    }

    @Test
    void file_written_fitsItsSchemaAndIsTheSameEachTime() throws IOException {
        Path file = directory.resolve("verdict.json");
        VerdictFile.write(file, verdict());
        byte[] first = Files.readAllBytes(file);
        assertThat(schema().validate(new ObjectMapper().readTree(first))).isEmpty();
        VerdictFile.write(file, verdict());
        assertThat(file).hasBinaryContent(first);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** The generated CI deploys nothing where it is older. */
    @Test
    void verdict_asBefore_hasTheTimeOfItsRun() throws IOException {
        Path file = directory.resolve("verdict.json");
        VerdictFile.write(file, verdict());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        VerdictFile.write(file, verdict());
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(FileTime.fromMillis(1));
    }

    @Test
    void file_absent_isNoVerdict() {
        assertThat(VerdictFile.read(directory.resolve("verdict.json"))).isEmpty();
    }

    @Test
    void keys_ofALaterVersionOfThePlugin_areSkipped() throws IOException {
        Path file = directory.resolve("verdict.json");
        Files.writeString(
                file,
                "{\"schemaVersion\":1,\"signed\":{\"by\":[1]},\"repositories\":{\"a\":{\"heldBack\":false,\"since\":1}}}");
        assertThat(VerdictFile.read(file).orElseThrow().repositories()).hasSize(1);
    }

    static Stream<String> hostile() {
        String start = "{\"schemaVersion\":1,\"repositories\":{\"acme/app\":";
        return Stream.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "\u0000\u0001",
                "{\"schemaVersion\":2,\"repositories\":{}}",
                "{\"schemaVersion\":\"1\",\"repositories\":{}}",
                "{\"schemaVersion\":1.9,\"repositories\":{}}",
                "{\"schemaVersion\":1,\"schemaVersion\":1}",
                "{\"schemaVersion\":1}{}",
                "{\"schemaVersion\":1,\"commit\":\"main\"}",
                "{\"schemaVersion\":1,\"commit\":\"" + COMMIT.substring(1) + "\"}",
                "{\"schemaVersion\":1,\"commit\":7}",
                "{\"schemaVersion\":1,\"repositories\":[]}",
                "{\"schemaVersion\":1,\"repositories\":{\"../etc\":{\"heldBack\":false}}}",
                "{\"schemaVersion\":1,\"repositories\":{\"Acme\":{\"heldBack\":false}}}",
                start + "true}}",
                start + "{\"heldBack\":\"no\"}}}",
                start + "{\"heldBack\":true}}}",
                start + "{\"heldBack\":false,\"lastGood\":\"HEAD\"}}}",
                start + "{\"heldBack\":false,\"lastGood\":null}}}",
                start + "{\"heldBack\":false,\"lastGood\":\"--upload-pack=touch evil\"}}}",
                start + "{\"heldBack\":true,\"reasons\":[{\"kind\":\"blobs\",\"codes\":{},\"message\":\"\"}]}}}",
                start + "{\"heldBack\":true,\"reasons\":[{\"kind\":\"x\",\"codes\":{\"A\":1},\"message\":\"\"}]}}}",
                start
                        + "{\"heldBack\":true,\"reasons\":[{\"kind\":\"blobs\",\"codes\":{\"a b\":1},\"message\":\"\"}]}}}",
                start
                        + "{\"heldBack\":true,\"reasons\":[{\"kind\":\"blobs\",\"codes\":{\"A\":-1},\"message\":\"\"}]}}}",
                start
                        + "{\"heldBack\":true,\"reasons\":[{\"kind\":\"blobs\",\"codes\":{\"A\":1e99},\"message\":\"\"}]}}}",
                start + "{\"heldBack\":true,\"reasons\":[" + "{},".repeat(1_000) + "{}]}}}",
                start + "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void content_ofOthers_isAFinding(String content) throws IOException {
        Path file = directory.resolve("verdict.json");
        Files.writeString(file, content);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> VerdictFile.read(file))
                .satisfies(e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.VERDICT_UNUSABLE);
                    assertThat(e.problem().hint()).isNotNull();
                });
    }

    @Test
    void file_thatIsADirectoryOrALink_isAFinding() throws IOException {
        Path file = Files.createDirectories(directory.resolve("verdict.json"));
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), Path.of("elsewhere"));
        for (Path one : List.of(file, link)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> VerdictFile.read(one))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.VERDICT_UNUSABLE));
        }
    }
}
