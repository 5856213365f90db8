package io.github.registryorg.verdict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that has a {@link Verdict}, described by {@code verdict.schema.json}. A CI keeps it from one run to the next, so
 * that whoever can write to that decides what is in it: all of it is checked when it is read.
 */
public final class VerdictFile {

    private static final int SCHEMA_VERSION = 1;

    /** Bytes; enough for some 200,000 repositories. */
    private static final int MAX_SIZE = 32 * 1024 * 1024;

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{0,63}");

    private static final int MAX_CODES = 100;

    private VerdictFile() {}

    /** Replaces the file as a whole: readers see the old verdict or this one. It is new even if it says the same. */
    public static void write(Path file, Verdict verdict) {
        ObjectNode root = Json.object();
        root.put("schemaVersion", SCHEMA_VERSION);
        verdict.commit().ifPresent(commit -> root.put("commit", commit.value()));
        ObjectNode repositories = root.putObject("repositories");
        verdict.repositories().forEach((name, one) -> write(one, repositories.putObject(name.name())));
        if (!WholeFile.write(file, Json.pretty(root))) {
            // CI goes by the time: a verdict that is older than its run is none of this run
            try {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            } catch (IOException e) {
                throw Failures.io("writing", file, e);
            }
        }
    }

    private static void write(RepositoryVerdict verdict, ObjectNode to) {
        to.put("heldBack", verdict.heldBack());
        verdict.lastGood().ifPresent(commit -> to.put("lastGood", commit.value()));
        if (!verdict.reasons().isEmpty()) {
            ArrayNode reasons = to.putArray("reasons");
            for (Reason reason : verdict.reasons()) {
                ObjectNode one = reasons.addObject();
                one.put("kind", reason.kind().key());
                ObjectNode codes = one.putObject("codes");
                reason.codes().forEach(codes::put);
                one.put("message", reason.message());
            }
        }
    }

    /**
     * Reads a verdict.
     *
     * @return empty where there is no file
     * @throws RegistryException {@code VERDICT_UNUSABLE} if it is not what {@link #write} writes, {@code IO_FAILED}
     */
    public static Optional<Verdict> read(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw unusable(file, "is not a file", null);
        }
        Optional<byte[]> content;
        try {
            content = new DirectoryTree(directory).read(absolute.getFileName().toString(), MAX_SIZE);
        } catch (RegistryException e) {
            throw e.problem().code().isUserError()
                    ? unusable(file, e.problem().what(), e.problem().cause())
                    : e;
        }
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (JsonParser parser = Json.parser(new ByteArrayInputStream(content.get()))) {
            return Optional.of(read(parser));
        } catch (JsonProcessingException e) {
            throw unusable(
                    file,
                    "is not valid JSON",
                    e.getOriginalMessage().lines().findFirst().orElse(null));
        } catch (Malformed e) {
            throw unusable(file, "is not a verdict of registry:validate", e.getMessage());
        } catch (IOException e) {
            throw unusable(file, "is not valid JSON", null);
        }
    }

    private static RegistryException unusable(Path file, String what, @Nullable String cause) {
        return new RegistryException(Problem.of(ProblemCode.VERDICT_UNUSABLE, file.toString(), what)
                .because(cause)
                .hint("Delete it, and let registry:validate write it again: -Dregistry.verdict=" + file + "."));
    }

    /** JSON that is not a verdict. */
    private static final class Malformed extends IOException {

        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private static Verdict read(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
        int version = 0;
        CommitId commit = null;
        SortedMap<RepositoryName, RepositoryVerdict> repositories = new TreeMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "schemaVersion" -> {
                    JsonNode value = Json.value(parser);
                    version = value.isInt() ? value.intValue() : 0;
                }
                case "commit" -> commit = commit(Json.value(parser), "commit");
                case "repositories" -> readRepositories(parser, repositories);
                default -> parser.skipChildren();
            }
        }
        expect(version == SCHEMA_VERSION, "schemaVersion is not " + SCHEMA_VERSION);
        expect(parser.nextToken() == null, "more follows after its end");
        return new Verdict(commit, repositories);
    }

    private static void readRepositories(JsonParser parser, Map<RepositoryName, RepositoryVerdict> all)
            throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "repositories is not an object");
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            String text = key;
            RepositoryName name = RepositoryName.tryParse(key)
                    .orElseThrow(() -> new Malformed("\"" + text + "\" is not the name of a repository"));
            all.put(name, repository(key, Json.value(parser)));
        }
    }

    private static RepositoryVerdict repository(String name, JsonNode node) throws IOException {
        JsonNode held = node.path("heldBack");
        JsonNode good = node.path("lastGood");
        expect(held.isBoolean(), name + " has no heldBack");
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode reason : node.path("reasons")) {
            reasons.add(reason(name, reason));
            expect(reasons.size() <= Reason.Kind.values().length, name + " has too many reasons");
        }
        expect(!held.booleanValue() || !reasons.isEmpty(), name + " is held back without a reason");
        return new RepositoryVerdict(
                held.booleanValue(), good.isMissingNode() ? null : commit(good, "lastGood of " + name), reasons);
    }

    private static Reason reason(String name, JsonNode node) throws IOException {
        SortedMap<String, Integer> codes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> code : node.path("codes").properties()) {
            expect(
                    CODE.matcher(code.getKey()).matches()
                            && code.getValue().isInt()
                            && code.getValue().intValue() > 0
                            && codes.size() < MAX_CODES,
                    name + " has invalid codes");
            codes.put(code.getKey(), code.getValue().intValue());
        }
        expect(
                !codes.isEmpty() && node.path("message").isTextual(),
                name + " has a reason without a code or a message");
        for (Reason.Kind kind : Reason.Kind.values()) {
            if (kind.key().equals(node.path("kind").asText())) {
                return new Reason(kind, codes, node.path("message").textValue());
            }
        }
        throw new Malformed(name + " has a reason of an unknown kind");
    }

    private static CommitId commit(JsonNode node, String key) throws IOException {
        return CommitId.tryParse(node.asText())
                .filter(id -> node.isTextual())
                .orElseThrow(() -> new Malformed(key + " is not the full id of a commit"));
    }

    private static void expect(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new Malformed(otherwise);
        }
    }
}
