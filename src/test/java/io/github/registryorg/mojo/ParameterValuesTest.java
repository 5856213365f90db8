package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0,latest",
                "1.0, latest",
                " 1.0 ,\tlatest ",
                "1.0,latest,",
                ",1.0,,latest, ,",
                "1.0,\n    latest",
                "\n  1.0,\r\n  latest\n",
                "1.0\nlatest"
            })
    void list_inAnyLayout_hasItsItems(String text) {
        assertThat(ParameterValues.items(text)).containsExactly("1.0", "latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,\n"})
    void list_ofNothing_isEmpty(String text) {
        assertThat(ParameterValues.items(text)).isEmpty();
    }

    /** Maven makes null of what is between two commas, or behind the last. */
    @Test
    void list_asMavenSplitsIt_hasItsItems() {
        assertThat(ParameterValues.items(Arrays.asList("1.0", null, " latest", null)))
                .containsExactly("1.0", "latest");
    }

    @ParameterizedTest
    @NullSource
    void list_notSet_isEmpty(List<String> values) {
        assertThat(ParameterValues.items(values)).isEmpty();
    }

    @Test
    void seconds_ofOneOrMore_areADuration() {
        assertThat(ParameterValues.seconds(1, "registry.hostTimeout")).isEqualTo(Duration.ofSeconds(1));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> ParameterValues.seconds(0, "registry.hostTimeout"))
                .withMessageContaining("registry.hostTimeout: 0 is too small");
    }
}
