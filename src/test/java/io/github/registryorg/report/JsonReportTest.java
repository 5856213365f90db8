package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports in JSON, by their schemas: ours, that of SARIF, and what GitLab documents. */
class JsonReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Outcome> outcomes() {
        return Stream.of(Outcomes.ordinary(), Outcomes.hostile(), Outcomes.of(FailOn.NEVER, List.of()));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void json_ofAnyOutcome_fitsItsSchema(Outcome outcome) throws IOException {
        JsonNode report = MAPPER.readTree(JsonReport.of(outcome));
        JsonSchema schema =
                schema("/io/github/registryorg/report/validate.schema.json", SpecVersion.VersionFlag.V202012);
        assertThat(schema.validate(report)).isEmpty();
        JsonNode described = schema.getSchemaNode().get("properties");
        assertKeys(report, described);
        report.get("findings").forEach(one -> assertKeys(one, described.at("/findings/items/properties")));
        report.get("changes").forEach(one -> assertKeys(one, described.at("/changes/items/properties")));
        assertKeys(report.get("counts"), described.at("/counts/properties"));
    }

    private static void assertKeys(JsonNode object, JsonNode described) {
        object.fieldNames()
                .forEachRemaining(key -> assertThat(described.has(key)).as(key).isTrue());
    }

    @Test
    void json_ofAFinding_hasItsParts() {
        assertThat(new String(JsonReport.of(Outcomes.ordinary()), StandardCharsets.UTF_8))
                .startsWith("{\n  \"schemaVersion\" : 1,\n  \"verdict\" : \"failed\",\n")
                .contains("""
                            "severity" : "error",
                            "code" : "FRONT_MATTER_INVALID",
                            "repository" : "acme/app",
                            "tag" : "1.0",
                            "subject" : "acme/app",
                            "what" : "is \\"wrong\\" \\u0026 \\u003Codd\\u003E",
                            "hint" : "Fix it.",
                            "file" : "acme/app/manifests/1.0/README.md",
                            "line" : 2,
                        """.indent(-20)
                        .replaceAll("(?m)^", "      ")
                        .stripLeading()
                        .stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void sarif_ofAnyOutcome_fitsTheSchemaOfOasis(Outcome outcome) throws IOException {
        JsonSchema schema = schema("/schema/sarif-schema-2.1.0.json", SpecVersion.VersionFlag.V7);
        assertThat(schema.validate(MAPPER.readTree(SarifReport.of(outcome, "sub/"))))
                .isEmpty();
    }

    @Test
    void sarif_ofAFinding_hasAFileALineAndItsDocumentation() throws IOException {
        JsonNode run =
                MAPPER.readTree(SarifReport.of(Outcomes.ordinary(), "sub/")).at("/runs/0");
        JsonNode results = run.get("results");
        assertThat(results).hasSize(5);
        assertThat(results.findValuesAsText("uri"))
                .containsExactly(
                        "sub/acme/app/digests/sha256/01/0123.json",
                        "sub/acme/web/manifests/a%20b%25/README.md",
                        "sub/registry.yaml",
                        "sub/acme/app/manifests/1.0/README.md",
                        "sub/acme/app/README.md");
        assertThat(results.findValuesAsText("startLine")).containsExactly("1", "4", "1", "2", "3");
        for (JsonNode result : results) {
            JsonNode rule =
                    run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
            assertThat(rule.get("helpUri").asText())
                    .endsWith("/problems.md#" + rule.get("id").asText().toLowerCase(Locale.ROOT));
        }
    }

    /** A later run recognises them; two that are alike are two. */
    @Test
    void fingerprints_ofFindingsThatMove_stayTheSame() throws IOException {
        var code = ProblemCode.KEY_UNKNOWN;
        var before = Outcomes.of(
                FailOn.ERROR,
                List.of(),
                Outcomes.finding(code, "a/README.md", 3),
                Outcomes.finding(code, "a/README.md", 4));
        var after = Outcomes.of(
                FailOn.ERROR,
                List.of(),
                Outcomes.finding(code, "a/README.md", 7).because("a server said so"),
                Outcomes.finding(code, "a/README.md", 9));
        assertThat(fingerprints(after)).isEqualTo(fingerprints(before)).doesNotHaveDuplicates();
    }

    private static List<String> fingerprints(Outcome outcome) throws IOException {
        return MAPPER.readTree(SarifReport.of(outcome, "")).findValuesAsText("primaryLocationLineHash");
    }

    @Test
    void sarif_ofMoreThanGitHubShows_hasTheMostImportant() throws IOException {
        byte[] report = SarifReport.of(Outcomes.huge(20_000, 10_000), "");
        JsonNode results = MAPPER.readTree(report).at("/runs/0/results");
        assertThat(results).hasSize(5000);
        assertThat(results.findValuesAsText("ruleId").subList(0, 20)).containsOnly("DIGEST_INVALID");
        assertThat(results.findValuesAsText("level")).containsOnly("error");
        // GitHub takes 10 MB, compressed
        assertThat(report.length).isLessThan(10_000_000);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void gitLab_ofAnyOutcome_hasWhatItsDocumentationRequires(Outcome outcome) throws IOException {
        JsonNode report = MAPPER.readTree(GitLabReport.of(outcome, ""));
        assertThat(report.isArray()).isTrue();
        for (JsonNode one : report) {
            assertThat(one.get("description").asText()).isNotBlank();
            assertThat(one.get("check_name").asText()).matches("[A-Z_]+");
            assertThat(one.get("severity").asText()).isIn("info", "minor", "major", "critical", "blocker");
            assertThat(one.at("/location/path").asText()).isNotBlank().doesNotStartWith("./");
            assertThat(one.at("/location/lines/begin").asInt()).isPositive();
        }
        assertThat(report.findValuesAsText("fingerprint")).doesNotHaveDuplicates();
    }

    private static JsonSchema schema(String name, SpecVersion.VersionFlag version) throws IOException {
        try (InputStream in = JsonReportTest.class.getResourceAsStream(name)) {
            return JsonSchemaFactory.getInstance(version).getSchema(Objects.requireNonNull(in));
        }
    }
}
