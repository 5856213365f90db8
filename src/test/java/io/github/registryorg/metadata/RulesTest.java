package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.metadata.Rule.ImmutableTags;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Right;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.Rule.Who;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a registry, as it writes them. */
class RulesTest {

    private final List<Problem> problems = new ArrayList<>();

    private RuleSet rules(String yaml, String repository) {
        RegistrySettings settings =
                RegistrySettings.read(("formatVersion: 1\n" + yaml).getBytes(StandardCharsets.UTF_8), problems::add);
        return settings.rules().of(RepositoryName.parse(repository));
    }

    static Stream<Rule> all() {
        return Stream.of(
                        new Rule[] {ImmutableTags.VERSIONS},
                        Right.values(),
                        Limit.values(),
                        Values.values(),
                        Permission.values())
                .flatMap(Stream::of);
    }

    private static String unasked(Rule rule) {
        if (rule instanceof Right right) {
            return right.unasked().name().toLowerCase(java.util.Locale.ROOT);
        }
        if (rule instanceof Limit limit) {
            return Long.toString(limit.unasked());
        }
        return rule instanceof Permission ? "false" : rule instanceof ImmutableTags ? "versions" : "";
    }

    /** In the schema and in the documentation. */
    @ParameterizedTest
    @MethodSource("all")
    void rule_isDocumentedWithItsDefault(Rule rule) throws IOException, JsonFault {
        JsonNode schema = Json.readObject(FrontMatterKind.REGISTRY.schemaText().getBytes(StandardCharsets.UTF_8))
                .at("/properties/rules/properties");
        assertThat(schema.path(rule.key()).path("description").asText()).contains(unasked(rule));
        assertThat(schema.at("/namespaces/additionalProperties/properties").has(rule.key()))
                .isTrue();
        assertThat(Files.readAllLines(Path.of("src/site/markdown/rules.md")))
                .anySatisfy(line ->
                        assertThat(line).startsWith("| `" + rule.key() + "` |").contains(unasked(rule)));
    }

    @Test
    void schema_hasNoOtherRule() throws JsonFault {
        JsonNode schema = Json.readObject(FrontMatterKind.REGISTRY.schemaText().getBytes(StandardCharsets.UTF_8))
                .at("/properties/rules/properties");
        List<String> keys = new ArrayList<>();
        schema.fieldNames().forEachRemaining(keys::add);
        keys.remove("namespaces");
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(all().map(Rule::key).toList());
    }

    @Test
    void registry_thatSaysNothing_hasDefaults() {
        assertThat(rules("", "acme/app")).isEqualTo(RuleSet.DEFAULT);
        assertThat(rules("rules: {}\n", "acme/app")).isEqualTo(RuleSet.DEFAULT);
        assertThat(RuleSet.DEFAULT.who(Right.REMOVAL)).isEqualTo(Who.KEEPERS);
        assertThat(RuleSet.DEFAULT.limit(Limit.PROSE)).isEqualTo(262_144);
        assertThat(RuleSet.DEFAULT.allows(Values.ALLOWED_HOSTS, "any.example")).isTrue();
        assertThat(RuleSet.DEFAULT.permits(Permission.PLAIN_HTTP)).isFalse();
    }

    @Test
    void key_ofTheMostSpecificName_counts() {
        String yaml = """
                rules:
                  immutableTags: all
                  maxLayers: 10
                  yanking: keepers
                  namespaces:
                    acme/lab: {immutableTags: none}
                    acme: {immutableTags: versions, maxLayers: 20, plainHttp: true}
                    "acme/*": {maxLayers: 30}
                    "acme/web-*": {maxLayers: 40, allowedPlatforms: [linux/*]}
                """;

        RuleSet lab = rules(yaml, "acme/lab/x");
        assertThat(lab.immutableTags()).isEqualTo(ImmutableTags.NONE);
        assertThat(lab.limit(Limit.LAYERS)).isEqualTo(30);
        assertThat(lab.permits(Permission.PLAIN_HTTP)).isTrue();
        assertThat(lab.who(Right.YANKING)).isEqualTo(Who.KEEPERS);
        RuleSet web = rules(yaml, "acme/web-shop");
        assertThat(web.immutableTags()).isEqualTo(ImmutableTags.VERSIONS);
        assertThat(web.limit(Limit.LAYERS)).isEqualTo(40);
        assertThat(web.allows(Values.ALLOWED_PLATFORMS, "linux/arm/v7")).isTrue();
        assertThat(web.allows(Values.ALLOWED_PLATFORMS, "windows/amd64")).isFalse();
        assertThat(rules(yaml, "acme2/app").limit(Limit.LAYERS)).isEqualTo(10);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imutableTags: all",
                "immutableTags: some",
                "immutableTags: [all]",
                "removal: everybody",
                "maxLayers: 0",
                "maxLayers: many",
                "maxLayers: '5'",
                "allowedHosts: a.example",
                "allowedStores: [s3://bucket]",
                "requiredPageKeys: [licence]",
                "plainHttp: 'yes'",
                "namespaces: {Acme: {}}",
                "namespaces: {/acme: {}}",
                "namespaces: {acme: {namespaces: {}}}",
                "namespaces: {acme: {maxLayer: 5}}",
                "namespaces: {acme: [a]}"
            })
    void rule_wrong_isReportedWithItsLine(String line) {
        rules("title: Registry\nrules:\n  maxProse: 100\n  " + line + "\n", "acme/app");

        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.location().file()).isEqualTo("registry.yaml");
            assertThat(problem.location().line()).isBetween(4, 5);
            assertThat(problem.hint()).isNotBlank();
        });
    }

    @Test
    void rule_ofAnotherType_isReportedWithItsOwnMeaning() {
        rules("rules: {maxLayers: many}\n", "acme/app");

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).startsWith("Layers of one manifest, at most."));
    }

    @ParameterizedTest
    @CsvSource({
        "acme, acme/app, true",
        "acme, acme2/app, false",
        "acme/app, acme/app, true",
        "acme/app, acme/app/tool, true",
        "acme/app, acme, false",
        "acme/app, acme/app2, false",
        "acme/web-*, acme/web-shop/x, true",
        "acme/web-*, acme/web-, false",
        "acme/web*, acme/web, true",
        "acme/*, acme/app, true",
        "acme/*, acme, false",
        "*, acme, true",
        "*/app, acme/x/app, false",
        "a*b*c, axbxc, true",
        "a*b*c, axcxb, false"
    })
    void pattern_matches(String pattern, String name, boolean matches) {
        assertThat(RepositoryName.tryParse(name)
                        .filter(new NamePattern(pattern)::covers)
                        .isPresent())
                .isEqualTo(matches);
    }

    @Test
    void pattern_withManyStars_takesNoTime() {
        assertThat(new Wildcard("*a".repeat(500) + "b").matches("a".repeat(5_000)))
                .isFalse();
    }
}
