package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that would have no effect are reported, and those without a value named. */
class RegistryPropertiesTest {

    private static final RegistryProperties OF_PUBLISH = new RegistryProperties(TestProject.descriptor("publish"));

    private static Properties given(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }

    @ParameterizedTest
    @CsvSource({
        "registry.tag, registry.tags",
        "registry.sotreUrl, registry.storeUrl",
        "registry.storeURL, registry.storeUrl",
        "registry.storeurl, registry.storeUrl",
        "registry.platform, registry.platforms",
        "registry.reposiotry, registry.repository",
        "registry.dryrun, registry.dryRun",
        "registry.allowedHost, registry.allowedHosts",
        "registry.skipp, registry.skip",
    })
    void property_misspelt_isReportedWithTheNearest(String name, String nearest) {
        assertThat(OF_PUBLISH.unknown(given(name, "x"), false)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROPERTY_UNKNOWN);
            assertThat(problem.subject()).isEqualTo(name);
            assertThat(problem.hint()).isEqualTo("Did you mean " + nearest + "?");
        });
        assertThat(OF_PUBLISH.unknown(given(name, "x"), true)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.", "registry.credentialsOfSomethingElse", "registry.x.y.z"})
    void property_likeNoOther_isReportedOnTheCommandLineOnly(String name) {
        assertThat(OF_PUBLISH.unknown(given(name, "x"), false))
                .extracting(Problem::subject)
                .containsExactly(name);
        assertThat(OF_PUBLISH.unknown(given(name, "x"), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"registry.tags", "registry.port", "registry.kind", "skipTests", "registryTags", "user.home"})
    void property_ofAnyGoalOrOfOthers_isNotReported(String name) {
        assertThat(OF_PUBLISH.unknown(given(name, "x"), false)).isEmpty();
    }

    @Test
    void property_ofAMegabyte_takesNoTime() {
        assertThat(OF_PUBLISH.unknown(given("registry." + "x".repeat(1_000_000), "x"), false))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n  ", ",", " ,\n, "})
    void property_ofTheGoalWithoutAValue_isNamed(String value) {
        List<Problem> problems = OF_PUBLISH.empty(given("registry.source", value));

        assertThat(problems)
                .singleElement()
                .hasToString(
                        "CONFIGURATION_INVALID registry.source: is empty. Give it a value, or leave it out. Is a variable of"
                                + " the shell or of the CI not set?");
    }

    @Test
    void property_ofAnotherGoalWithoutAValue_isLeftToThatGoal() {
        assertThat(OF_PUBLISH.empty(given("registry.kind", ""))).isEmpty();
    }
}
