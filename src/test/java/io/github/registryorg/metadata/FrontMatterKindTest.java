package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of every kind: what it takes, what it refuses, and that its meaning is written down. */
class FrontMatterKindTest {

    private static final String SHA256 = "sha256:" + "0a".repeat(32);
    private static final String SHA512 = "sha512:" + "0a".repeat(64);
    private static final String TEXT_OF_200 = "x".repeat(200);
    private static final String TEXT_OF_2000 = "x".repeat(2000);

    /** Those of the vocabularies core, applicator, validation and meta-data of draft 2020-12 that stand for something. */
    private static final Set<String> KEYWORDS = Set.of(
            // core
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "$comment",
            // applicator
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "items",
            "prefixItems",
            "contains",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentSchemas",
            // validation
            "type",
            "enum",
            "const",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "required",
            "dependentRequired",
            // meta-data
            "title",
            "description",
            "default",
            "examples",
            "deprecated");

    /** Keywords whose value has schemas by names that are not keywords. */
    private static final Set<String> OF_NAMED = Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

    /** What each kind needs at least. */
    private static final Map<FrontMatterKind, Map<String, String>> LEAST = Map.of(
            FrontMatterKind.COLLECTION, Map.of("layout", "collection"),
            FrontMatterKind.OCI_TAG,
                    Map.of("layout", "manifests/oci", "mediaType", "a/b", "digest", SHA256, "size", "1"),
            FrontMatterKind.LEGACY_TAG, Map.of("layout", "manifests/singularity", "digest", "md5:x", "layers", "[]"),
            FrontMatterKind.TAGS, Map.of("layout", "tags"),
            FrontMatterKind.DIGEST, Map.of(),
            FrontMatterKind.REGISTRY, Map.of("formatVersion", "1"));

    private static List<Problem> check(FrontMatterKind kind, Map<String, String> keys) {
        StringBuilder yaml = new StringBuilder();
        keys.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
        List<Problem> problems = new ArrayList<>();
        FrontMatter read = FrontMatter.readYaml("file", yaml.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(kind.check(read, problems::add))
                .isEqualTo(problems.stream().noneMatch(p -> p.code() == ProblemCode.FRONT_MATTER_INVALID));
        return problems;
    }

    private static Map<String, String> with(FrontMatterKind kind, String key, String value) {
        Map<String, String> keys = new TreeMap<>(LEAST.get(kind));
        keys.put(key, value);
        return keys;
    }

    private static JsonNode schema(FrontMatterKind kind) {
        try {
            return Json.readObject(kind.schemaText().getBytes(StandardCharsets.UTF_8));
        } catch (JsonFault e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void frontMatter_withRequiredKeysOnly_isValid(FrontMatterKind kind) {
        assertThat(check(kind, LEAST.get(kind))).isEmpty();
    }

    /** They would not be validated: the validator has no formats. */
    @ParameterizedTest
    @EnumSource
    void schema_hasPatternsAndNoFormats(FrontMatterKind kind) {
        assertThat(kind.schemaText()).doesNotContain("\"format\"");
    }

    /** Keywords of other vocabularies would have no effect. */
    @ParameterizedTest
    @EnumSource
    void schema_hasKeywordsOfItsVocabulariesOnly(FrontMatterKind kind) {
        Set<String> keywords = new TreeSet<>();
        collectKeywords(schema(kind), keywords);
        assertThat(keywords).isSubsetOf(KEYWORDS);
    }

    private static void collectKeywords(JsonNode schema, Set<String> keywords) {
        schema.properties().forEach(entry -> {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            keywords.add(keyword);
            if (OF_NAMED.contains(keyword)) {
                value.forEach(each -> collectKeywords(each, keywords));
            } else if (!keyword.equals("const") && !keyword.equals("default")) {
                collectKeywords(value, keywords);
                value.forEach(each -> {
                    if (value.isArray()) {
                        collectKeywords(each, keywords);
                    }
                });
            }
        });
    }

    /** {@code accent: #0a7} has no value: the color is a comment. */
    @Test
    void value_thatIsAComment_isReported() {
        List<Problem> problems = problems(
                "formatVersion: 1\ntitle: Registry # of Acme\naccent: #0a7\nfooter: '#1'\nurl:\nsource: ~ # none\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.VALUE_COMMENTED);
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.what()).isEqualTo("\"accent\" has no value, since # begins a comment");
            assertThat(problem.hint())
                    .isEqualTo("Quote the value: accent: \"#0a7\". A key that shall have none can go.");
            assertThat(problem.location()).hasToString("file:3");
        });
    }

    @Test
    void values_thatAreComments_areOneProblem() {
        String keys = "formatVersion: 1\n# Größe \uD83D\uDE80\nfooter: # 1 of \uD83D\uDE80\nlinks:\n- title: #status\n"
                + "  url: https://status.example/\n";

        assertThat(problems(keys))
                .filteredOn(problem -> problem.code() == ProblemCode.VALUE_COMMENTED)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.what())
                            .isEqualTo("\"footer\", \"title\" have no value, since # begins a comment");
                    assertThat(problem.hint()).startsWith("Quote the value if it begins with #.");
                    assertThat(problem.location()).hasToString("file:3");
                });
    }

    private static List<Problem> problems(String registry) {
        List<Problem> problems = new ArrayList<>();
        FrontMatterKind.REGISTRY.check(
                FrontMatter.readYaml("file", registry.getBytes(StandardCharsets.UTF_8)), problems::add);
        return problems;
    }

    /** As a block of YAML ends, and as a text in quotes may. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COLLECTION | store | https://store.example/acme",
                "OCI_TAG | mediaType | a/b",
                "OCI_TAG | digest | sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
                "REGISTRY | url | https://registry.example"
            })
    void value_withALineBreakAtItsEnd_isRefused(FrontMatterKind kind, String key, String value) {
        assertThat(check(kind, with(kind, key, value))).isEmpty();
        for (String broken : List.of('"' + value + "\\n\"", "|\n  " + value)) {
            assertThat(check(kind, with(kind, key, broken)))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID));
        }
    }

    static Stream<Arguments> required() {
        return LEAST.entrySet().stream()
                .flatMap(kind -> kind.getValue().keySet().stream().map(key -> Arguments.of(kind.getKey(), key)));
    }

    @ParameterizedTest
    @MethodSource("required")
    void key_missing_isReported(FrontMatterKind kind, String key) {
        Map<String, String> keys = new TreeMap<>(LEAST.get(kind));
        keys.remove(key);

        assertThat(check(kind, keys)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.subject()).isEqualTo("file");
            assertThat(problem.what()).isEqualTo("required property '" + key + "' not found");
            assertThat(problem.hint())
                    .isEqualTo(schema(kind)
                            .path("properties")
                            .path(key)
                            .path("description")
                            .asText());
        });
    }

    static Stream<Arguments> right() {
        String url = "https://example.org/x%2Fy?z=1#part";
        Stream.Builder<Arguments> all = Stream.builder();
        for (String key : List.of("description", "licenses", "authors", "vendor")) {
            add(all, FrontMatterKind.COLLECTION, key, "words", "12", "1.10", "true", "''", TEXT_OF_2000);
        }
        add(all, FrontMatterKind.COLLECTION, "title", "words", "12", "false", TEXT_OF_200);
        add(all, FrontMatterKind.COLLECTION, "deprecated", "words", "'12'", TEXT_OF_2000);
        add(all, FrontMatterKind.COLLECTION, "successor", "acme/app", "a", "acme/a.b_c-d/e__f");
        for (String key : List.of("source", "url", "documentation")) {
            add(all, FrontMatterKind.COLLECTION, key, url, "http://example.org");
        }
        String[] stores = {
            "https://storage.example/acme",
            "http://storage.example",
            "file:store",
            "file:///srv/blobs",
            "[https://storage.example/acme, file:store]"
        };
        add(all, FrontMatterKind.COLLECTION, "store", stores);
        add(all, FrontMatterKind.REGISTRY, "store", stores);
        add(all, FrontMatterKind.DIGEST, "bases", stores);
        add(all, FrontMatterKind.OCI_TAG, "mediaType", "application/vnd.oci.image.index.v1+json");
        add(all, FrontMatterKind.OCI_TAG, "digest", SHA256, SHA512, "'" + SHA256 + "'");
        add(all, FrontMatterKind.OCI_TAG, "size", "0", "999999999999999999");
        add(all, FrontMatterKind.OCI_TAG, "platforms", "[]", "[linux/amd64, linux/arm/v7]");
        add(all, FrontMatterKind.OCI_TAG, "artifactType", "application/vnd.example.sbom+json");
        for (String key : List.of("created", "published")) {
            add(
                    all,
                    FrontMatterKind.OCI_TAG,
                    key,
                    "2026-11-20",
                    "2026-11-20T10:11:12Z",
                    "2026-11-20T10:11:12.123456789+01:00",
                    "'2026-11-20 10:11:12z'");
        }
        for (String key : List.of("revision", "version")) {
            add(all, FrontMatterKind.OCI_TAG, key, "3f2a9c", "1.10", "12", "true", TEXT_OF_200);
        }
        add(all, FrontMatterKind.OCI_TAG, "source", url);
        add(all, FrontMatterKind.OCI_TAG, "fromLabels", "[]", "[created, revision]");
        add(all, FrontMatterKind.LEGACY_TAG, "size", "756", "1.5G", "'756'");
        add(all, FrontMatterKind.LEGACY_TAG, "digest", "md5:WGQgL3Ok6o6uD2ZRdClzDQ==", SHA256);
        add(
                all,
                FrontMatterKind.LEGACY_TAG,
                "layers",
                "[{digest: x, url: 'https://files.example/a%2Fb?x=y&z=1'}]",
                "[{size: 1, digest: x, url: 'http://f.example'}, {size: '1', digest: y, url: 'http://f.example'}]");
        add(all, FrontMatterKind.DIGEST, "urls", "{}", "{" + quoted(SHA256) + ": [https://files.example/x]}");
        add(all, FrontMatterKind.DIGEST, "yanked", "because", "12", TEXT_OF_2000);
        add(all, FrontMatterKind.DIGEST, "removed", "because", "true");
        add(all, FrontMatterKind.REGISTRY, "title", "words", "12");
        add(all, FrontMatterKind.REGISTRY, "description", "words");
        add(all, FrontMatterKind.REGISTRY, "url", "https://registry.example/path");
        add(all, FrontMatterKind.REGISTRY, "accent", "'#0b6557'", "'#0B6557'");
        add(all, FrontMatterKind.REGISTRY, "footer", "words", "12");
        add(
                all,
                FrontMatterKind.REGISTRY,
                "links",
                "[]",
                "[{title: Docs, url: 'https://docs.example/a?b=c#d'}, {title: 12, url: 'http://docs.example'}]");
        add(all, FrontMatterKind.REGISTRY, "contact", "registry+help@acme.example", "https://help.example/");
        add(all, FrontMatterKind.REGISTRY, "source", "https://code.example/acme/registry");
        add(all, FrontMatterKind.REGISTRY, "allowedStores", "[]", "[https://storage.example/acme, file:store]");
        add(all, FrontMatterKind.REGISTRY, "signatures", "{}", "{acme: [{cosign: keys/acme.pub}], 'a/b-*': []}");
        add(all, FrontMatterKind.COLLECTION, "deprecated", "because", TEXT_OF_2000);
        add(all, FrontMatterKind.COLLECTION, "successor", "app", "acme/new-app", "acme/tools/lint_2");
        add(all, FrontMatterKind.REGISTRY, "accent", "'#0a7c5b'", "'#FFCC00'", "'#0a7'");
        add(all, FrontMatterKind.REGISTRY, "footer", "Run by Acme", "12");
        add(
                all,
                FrontMatterKind.REGISTRY,
                "links",
                "[]",
                "[{title: Status, url: 'https://status.example/'}, {title: Help, url: 'http://help.example'}]");
        add(all, FrontMatterKind.REGISTRY, "contact", "ops@acme.example", "https://acme.example/help");
        add(all, FrontMatterKind.REGISTRY, "source", url);
        add(all, FrontMatterKind.REGISTRY, "keepers", "[{user: alice, id: 1001}]", "[{team: acme/keepers, id: 7}]");
        add(
                all,
                FrontMatterKind.REGISTRY,
                "owners",
                "{}",
                "{acme: [{user: bob, id: 1002}], 'acme/web-*': [{team: acme/web, id: 77, forge: git.example}]}");
        add(
                all,
                FrontMatterKind.REGISTRY,
                "rules",
                "{}",
                "{immutableTags: all, removal: nobody, maxLayers: 5, allowedHosts: ['*.example'], plainHttp: true}",
                "{namespaces: {acme/web-*: {immutableTags: none}}}");
        add(all, FrontMatterKind.OCI_TAG, "rollback", "because", TEXT_OF_2000);
        return all.build();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static void add(Stream.Builder<Arguments> all, FrontMatterKind kind, String key, String... values) {
        for (String value : values) {
            all.add(Arguments.of(kind, key, value));
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void value_ofTheRightType_isValid(FrontMatterKind kind, String key, String value) {
        assertThat(check(kind, with(kind, key, value))).isEmpty();
    }

    static Stream<Arguments> wrong() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (FrontMatterKind kind : FrontMatterKind.values()) {
            if (kind.layout() != null) {
                add(all, kind, "layout", "other", "12", "[" + kind.layout() + "]");
            }
        }
        for (String key : List.of("description", "licenses", "authors", "vendor")) {
            add(all, FrontMatterKind.COLLECTION, key, "[a]", "{a: b}", TEXT_OF_2000 + "x");
        }
        add(all, FrontMatterKind.COLLECTION, "title", "[a]", TEXT_OF_200 + "x");
        add(all, FrontMatterKind.COLLECTION, "deprecated", "''", "12", "true", "[a]", TEXT_OF_2000 + "x");
        add(all, FrontMatterKind.COLLECTION, "successor", "Acme/App", "acme/app:1", "12", "../app", "/app", "[a]");
        add(all, FrontMatterKind.REGISTRY, "accent", "red", "'#0b655g'", "'#0b6557;}'", "12");
        add(all, FrontMatterKind.REGISTRY, "footer", "[a]", "{a: b}", TEXT_OF_2000);
        add(
                all,
                FrontMatterKind.REGISTRY,
                "links",
                "words",
                "[{title: Docs}]",
                "[{url: 'https://docs.example/'}]",
                "[{title: Docs, url: 'javascript:alert(1)'}]",
                "[{title: Docs, url: 'https://docs.example/\"a'}]",
                "[{title: Docs, url: 'https://docs.example/', onclick: a}]",
                "[" + "{title: Docs, url: 'https://docs.example/'},".repeat(13) + "]");
        for (String key : List.of("contact", "source")) {
            add(
                    all,
                    FrontMatterKind.REGISTRY,
                    key,
                    "words",
                    "12",
                    "'javascript:alert(1)'",
                    "'https://a.example/\"b'",
                    "https://user@a.example/");
        }
        for (String key : List.of("source", "url", "documentation")) {
            add(
                    all,
                    FrontMatterKind.COLLECTION,
                    key,
                    "words",
                    "12",
                    "'javascript:alert(1)'",
                    "https://user:geheim@example.org/x",
                    "https://user@example.org",
                    "https://user:a\\\\b@example.org",
                    "https:///x",
                    "ftp://example.org",
                    "'https://example.org/a b'",
                    "[https://example.org]");
        }
        String[] stores = {
            "12",
            "words",
            "s3://bucket",
            "'https://storage.example/a?b'",
            "'https://storage.example/#a'",
            "[]",
            "[12]",
            "'file:'",
            "[https://storage.example, words]",
            "{a: b}",
            "[" + "file:a,".repeat(17) + "]"
        };
        add(all, FrontMatterKind.COLLECTION, "store", stores);
        add(all, FrontMatterKind.REGISTRY, "store", stores);
        add(all, FrontMatterKind.DIGEST, "bases", stores);
        add(all, FrontMatterKind.OCI_TAG, "mediaType", "12", "words", "'a/b; charset=x'", "''");
        add(
                all,
                FrontMatterKind.OCI_TAG,
                "digest",
                "12",
                "sha256:0a",
                SHA256 + "0",
                "sha512:" + "0a".repeat(32),
                "md5:" + "0a".repeat(16),
                "sha256:" + "0A".repeat(32));
        add(all, FrontMatterKind.OCI_TAG, "size", "'1'", "1.5", "-1", "1e3", "28 MB", "9999999999999999999", "true");
        add(all, FrontMatterKind.OCI_TAG, "fromLabels", "created", "[version]", "[created, revision, created]");
        add(all, FrontMatterKind.OCI_TAG, "rollback", "''", "12", "[a]", TEXT_OF_2000 + "x");
        add(all, FrontMatterKind.OCI_TAG, "platforms", "linux/amd64", "[12]", "[{os: linux}]");
        add(all, FrontMatterKind.OCI_TAG, "artifactType", "words", "[a/b]");
        for (String key : List.of("created", "published")) {
            add(
                    all,
                    FrontMatterKind.OCI_TAG,
                    key,
                    "2026",
                    "yesterday",
                    "'2026-11-20T10:11'",
                    "1732000000",
                    "[2026-11-20]");
        }
        for (String key : List.of("revision", "version")) {
            add(all, FrontMatterKind.OCI_TAG, key, "[a]", TEXT_OF_200 + "x");
        }
        add(
                all,
                FrontMatterKind.OCI_TAG,
                "source",
                "https://token@github.com/acme/app",
                "github.com/acme/app",
                "git@github.com:acme/app.git");
        add(all, FrontMatterKind.LEGACY_TAG, "size", "[1]", "true");
        add(all, FrontMatterKind.LEGACY_TAG, "digest", "12", "[a]", TEXT_OF_200 + "x");
        add(
                all,
                FrontMatterKind.LEGACY_TAG,
                "layers",
                "words",
                "[words]",
                "[{digest: x}]",
                "[{url: 'https://files.example'}]",
                "[{digest: x, url: 'file:///etc/passwd'}]",
                "[{digest: x, url: 'https://f.example', size: []}]");
        add(
                all,
                FrontMatterKind.DIGEST,
                "urls",
                "[]",
                "{sha256: [https://files.example]}",
                "{" + quoted(SHA256) + ": https://files.example}",
                "{" + quoted(SHA256) + ": []}",
                "{" + quoted(SHA256) + ": ['file:///etc/passwd']}");
        add(all, FrontMatterKind.DIGEST, "yanked", "[a]", TEXT_OF_2000 + "x");
        add(all, FrontMatterKind.DIGEST, "removed", "{a: b}");
        add(all, FrontMatterKind.REGISTRY, "formatVersion", "2", "'1'", "1.0");
        add(all, FrontMatterKind.REGISTRY, "title", "[a]");
        add(all, FrontMatterKind.REGISTRY, "description", "[a]");
        add(all, FrontMatterKind.REGISTRY, "url", "registry.example");
        add(all, FrontMatterKind.REGISTRY, "allowedStores", "file:store", "[words]", "[12]");
        add(all, FrontMatterKind.REGISTRY, "signatures", "words", "{acme: a.pub}", "{acme: [{cosign: /a.pub}]}");
        add(all, FrontMatterKind.COLLECTION, "deprecated", "[a]", "''", TEXT_OF_2000 + "x");
        add(all, FrontMatterKind.COLLECTION, "successor", "Acme/App", "acme/", "https://registry.example/acme/app");
        add(all, FrontMatterKind.REGISTRY, "accent", "red", "'#12345'", "'#0a7c5b; }'", "[a]");
        add(all, FrontMatterKind.REGISTRY, "footer", "[a]", "{a: b}");
        add(
                all,
                FrontMatterKind.REGISTRY,
                "links",
                "https://status.example/",
                "[https://status.example/]",
                "[{title: Status}]",
                "[{title: Status, url: 'javascript:alert(1)'}]");
        add(all, FrontMatterKind.REGISTRY, "contact", "somebody", "'javascript:alert(1)'", "[a]");
        add(all, FrontMatterKind.REGISTRY, "source", "git@github.com:acme/registry.git", "https://u:p@git.example/");
        add(all, FrontMatterKind.REGISTRY, "keepers", "alice", "[alice]", "[{user: alice}]", "[{user: alice, id: 0}]");
        add(all, FrontMatterKind.REGISTRY, "owners", "[a]", "a", "{acme: [somebody]}");
        add(all, FrontMatterKind.REGISTRY, "rules", "[a]", "a");
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void value_ofAnotherType_isReportedWithKeyLineAndMeaning(FrontMatterKind kind, String key, String value) {
        Map<String, String> keys = with(kind, key, value);
        int line = List.copyOf(keys.keySet()).indexOf(key) + 1;

        assertThat(check(kind, keys)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.location()).hasToString("file:" + line);
            assertThat(problem.what()).startsWith("\"" + key);
            assertThat(problem.hint())
                    .endsWith(schema(kind)
                            .path("properties")
                            .path(key)
                            .path("description")
                            .asText());
        });
    }

    @Test
    void store_invalid_isReportedOnce() {
        assertThat(check(FrontMatterKind.REGISTRY, with(FrontMatterKind.REGISTRY, "store", "words")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).startsWith("\"store\" has the wrong form"));
    }

    @Test
    void key_ofTheSchema_isTestedForValidAndInvalidValues() {
        for (FrontMatterKind kind : FrontMatterKind.values()) {
            List<String> known = new ArrayList<>();
            schema(kind).path("properties").fieldNames().forEachRemaining(known::add);
            List<String> taken = new ArrayList<>(keysOf(right()).getOrDefault(kind, List.of()));
            taken.addAll(LEAST.get(kind).keySet());
            assertThat(taken).as(kind + " right").containsAll(known);
            assertThat(keysOf(wrong()).getOrDefault(kind, List.of()))
                    .as(kind + " wrong")
                    .containsAll(known);
        }
    }

    private static Map<FrontMatterKind, List<String>> keysOf(Stream<Arguments> arguments) {
        Map<FrontMatterKind, List<String>> keys = new TreeMap<>();
        arguments.forEach(one -> keys.computeIfAbsent((FrontMatterKind) one.get()[0], none -> new ArrayList<>())
                .add((String) one.get()[1]));
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void key_unknown_isAWarningWithKnownKeys(FrontMatterKind kind) {
        Map<String, String> keys = with(kind, "zzz", "x");
        List<String> known = new ArrayList<>();
        schema(kind).path("properties").fieldNames().forEachRemaining(known::add);

        assertThat(check(kind, keys)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.KEY_UNKNOWN);
            assertThat(problem.what()).isEqualTo("unknown key \"zzz\"");
            assertThat(problem.location()).hasToString("file:" + keys.size());
            assertThat(problem.hint()).isEqualTo("It has no effect. Known here: " + String.join(", ", known) + ".");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "COLLECTION, stores, store",
        "COLLECTION, Descripton, description",
        "REGISTRY, allowedstore, allowedStores",
        "OCI_TAG, digset, digest",
        "DIGEST, yankd, yanked"
    })
    void unknownKey_likeAKnownOne_isReportedWithIt(FrontMatterKind kind, String key, String nearest) {
        assertThat(check(kind, with(kind, key, "x"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.KEY_UNKNOWN);
            assertThat(problem.hint()).startsWith("Did you mean " + nearest + "? It has no effect.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "COLLECTION, store, /srv/x, file:/srv/x",
        "COLLECTION, store, storage.example/acme, https://storage.example/acme",
        "COLLECTION, store, '[/srv/x]', file:/srv/x",
        "COLLECTION, store, 'C:\\srv\\x', file:C:/srv/x",
        "REGISTRY, store, /srv/x, file:/srv/x",
        "REGISTRY, allowedStores, '[storage.example]', https://storage.example",
        "REGISTRY, url, registry.example, https://registry.example",
        "DIGEST, bases, /srv/x, file:/srv/x"
    })
    void address_withoutAScheme_isReportedWithTheOneThatWasMeant(
            FrontMatterKind kind, String key, String value, String meant) {
        assertThat(check(kind, with(kind, key, value))).singleElement().satisfies(problem -> {
            assertThat(problem.hint()).startsWith("Did you mean " + meant + "? ");
            assertThat(problem.what()).doesNotContain("regex", "?:", "\\");
        });
    }

    @Test
    void url_thatIsAPath_isNotReportedWithAFile() {
        assertThat(check(FrontMatterKind.REGISTRY, with(FrontMatterKind.REGISTRY, "url", "/srv/x")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).doesNotContain("Did you mean"));
    }

    @Test
    void unknownKeys_ofAFile_areOneWarning() {
        Map<String, String> keys = with(FrontMatterKind.OCI_TAG, "zzz", "x");
        for (int i = 0; i < 80_000; i++) {
            keys.put("k" + i, "1");
        }
        assertThat(check(FrontMatterKind.OCI_TAG, keys)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.KEY_UNKNOWN);
            assertThat(problem.what()).isEqualTo("80001 unknown keys: \"k0\", \"k1\", \"k10\", \"k100\", \"k1000\", …");
        });
    }

    @Test
    void key_withMoreValuesThanAnyMayHave_isOneError() {
        List<Problem> problems = new ArrayList<>();
        byte[] content = ("bases: [" + "1, ".repeat(100_000) + "1]\n").getBytes(StandardCharsets.UTF_8);
        assertThat(FrontMatterKind.DIGEST.check(FrontMatter.readYaml("file", content), problems::add))
                .isFalse();
        assertThat(problems).hasSize(1);
    }

    @Test
    void errors_beyondTheFirst_areCounted() {
        List<Problem> problems = new ArrayList<>();
        byte[] content = ("bases: [" + "1, ".repeat(1_000) + "1]\n").getBytes(StandardCharsets.UTF_8);
        FrontMatterKind.DIGEST.check(FrontMatter.readYaml("file", content), problems::add);
        assertThat(problems).hasSize(51);
        assertThat(problems.get(50).what()).endsWith(" more errors of this kind");
    }

    @ParameterizedTest
    @EnumSource
    void key_ofTheSchema_hasADescription(FrontMatterKind kind) {
        JsonNode schema = schema(kind);

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("title").asText()).isNotBlank();
        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(schema.path("properties").size()).isPositive();
        assertDescribed(kind.name(), schema);
    }

    private static void assertDescribed(String place, JsonNode schema) {
        schema.path("properties").forEachEntry((key, value) -> {
            assertThat(value.path("description").asText())
                    .as(place + "." + key)
                    .isNotBlank()
                    .endsWith(".");
            assertDescribed(place + "." + key, value);
            assertDescribed(place + "." + key + "[]", value.path("items"));
        });
    }

    @ParameterizedTest
    @CsvSource({"collection, COLLECTION", "manifests/oci, OCI_TAG", "manifests/singularity, LEGACY_TAG", "tags, TAGS"})
    void layout_known_isTheKind(String layout, FrontMatterKind kind) {
        assertThat(FrontMatterKind.ofLayout(layout)).contains(kind);
        assertThat(kind.layout()).isEqualTo(layout);
    }

    @ParameterizedTest
    @CsvSource({"digest", "registry", "manifests", "Collection", "''", "null"})
    void layout_unknown_isNone(String layout) {
        assertThat(FrontMatterKind.ofLayout(layout)).isEmpty();
    }
}
