package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformNamesTest {

    private final PlatformNames names = new PlatformNames();

    @ParameterizedTest
    @CsvSource({
        "linux/arm/v7, platform-linux-arm-v7",
        "Windows/amd64 10.0.17763.1, platform-windows-amd64-10-0-17763-1",
        "--a--/--b--, platform-a-b",
        "öß, platform-x",
        "changes-with, platform-changes-with"
    })
    void id_ofAName_isItsWordsAfterThePrefix(String name, String id) {
        assertThat(names.next(name)).isEqualTo(new PlatformNames.Name(id, name));
    }

    @Test
    void names_thatAreEqual_areNumbered() {
        assertThat(names.next("linux/amd64")).isEqualTo(new PlatformNames.Name("platform-linux-amd64", "linux/amd64"));
        assertThat(names.next("linux/amd64/2").id()).isEqualTo("platform-linux-amd64-2");
        assertThat(names.next("linux/amd64"))
                .isEqualTo(new PlatformNames.Name("platform-linux-amd64-3", "linux/amd64 (3)"));
    }

    @Test
    void name_ofThousandsOfParts_isCut() {
        PlatformNames.Name name = names.next("a-".repeat(5_000) + "/amd64");

        assertThat(name.text()).isEqualTo("a-".repeat(32) + "…");
        assertThat(name.id()).isEqualTo("platform" + "-a".repeat(32));
        assertThat(PlatformNames.isId(name.id())).isTrue();
        assertThat(PlatformNames.isId("changes-with")).isFalse();
        assertThat(PlatformNames.isId("platform-\"x")).isFalse();
    }
}
