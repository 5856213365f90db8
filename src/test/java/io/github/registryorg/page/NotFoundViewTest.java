package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotFoundViewTest {

    @ParameterizedTest
    @CsvSource({"/, /", "'', /", "/registry-org, /registry-org/", "/a/b~c/, /a/b~c/"})
    void basePath_valid_endsWithASlash(String given, String basePath) {
        assertThat(new NotFoundView("Registry", given).basePath()).isEqualTo(basePath);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://example.org/", "registry", "/a b/", "/a\"b/", "/a//b/", "/a?b/"})
    void basePath_invalid_isRefused(String basePath) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new NotFoundView("Registry", basePath))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID));
    }
}
