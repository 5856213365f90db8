package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "1023,'1,023 bytes'",
        "1024,1.0 KiB",
        "1075,1.0 KiB",
        "1076,1.1 KiB",
        "1048524,'1,023.9 KiB'",
        "1048525,1.0 MiB",
        "28311552,27.0 MiB",
        "2147483648,2.0 GiB",
        "9223372036854775807,'8,192.0 PiB'"
    })
    void sizesAreReadInBinaryUnits(long bytes, String text) {
        assertThat(Quantity.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1000,'1,000'", "-1000,'-1,000'", "-999,-999", "1234567,'1,234,567'"})
    void longNumbersAreGrouped(long number, String text) {
        assertThat(Quantity.grouped(number)).isEqualTo(text);
    }

    @Test
    void oneIsSingular() {
        assertThat(Quantity.count(1, "tag", "tags")).isEqualTo("1 tag");
        assertThat(Quantity.count(0, "tag", "tags")).isEqualTo("0 tags");
        assertThat(Quantity.count(2_000, "tag", "tags")).isEqualTo("2,000 tags");
    }

    @Test
    void noLocaleHasAPart() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Quantity.size(28_311_552)).isEqualTo("27.0 MiB");
            assertThat(Quantity.grouped(10_000)).isEqualTo("10,000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
