package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "28311552,'28,311,552 bytes'"})
    void exact_anySize_hasAllItsDigits(long bytes, String text) {
        assertThat(ByteCount.exact(bytes)).isEqualTo(text);
    }

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
    void binary_anySize_isInBinaryUnits(long bytes, String text) {
        assertThat(ByteCount.binary(bytes)).isEqualTo(text);
    }

    @Test
    void difference_ofTwoSizes_hasItsSign() {
        assertThat(ByteCount.difference(3_145_728, 1_048_576)).isEqualTo("+2.0 MiB");
        assertThat(ByteCount.difference(1, 2)).isEqualTo("−1 byte");
        assertThat(ByteCount.difference(2, 2)).isEqualTo("+0 bytes");
    }

    @Test
    void binary_inAnyLocale_isTheSame() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ByteCount.binary(28_311_552)).isEqualTo("27.0 MiB");
            assertThat(Count.grouped(10_000)).isEqualTo("10,000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
