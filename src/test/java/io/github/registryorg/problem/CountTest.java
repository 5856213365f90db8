package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @ParameterizedTest
    @CsvSource({"0,0 tags", "1,1 tag", "10000,'10,000 tags'"})
    void of_number_hasThePluralOfItsNoun(long number, String text) {
        assertThat(Count.of(number, "tag")).isEqualTo(text);
    }

    @Test
    void of_nounWithY_hasIes() {
        assertThat(Count.of(2, "repository")).isEqualTo("2 repositories");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1000,'1,000'", "-1000,'-1,000'", "-999,-999", "1234567,'1,234,567'"})
    void grouped_longNumber_hasCommas(long number, String text) {
        assertThat(Count.grouped(number)).isEqualTo(text);
    }

    @Test
    void grouped_withNoun_isSingularForOne() {
        assertThat(Count.grouped(1, "tag", "tags")).isEqualTo("1 tag");
        assertThat(Count.grouped(0, "tag", "tags")).isEqualTo("0 tags");
        assertThat(Count.grouped(2_000, "tag", "tags")).isEqualTo("2,000 tags");
    }
}
