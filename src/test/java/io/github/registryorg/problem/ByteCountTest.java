package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "999,999 bytes",
        "1000,1.0 kB",
        "1049,1.0 kB",
        "1050,1.1 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "28311552,28.3 MB",
        "2147483648,2.1 GB",
        "9223372036854775807,'9,223.4 PB'"
    })
    void of_anySize_isInDecimalUnits(long bytes, String text) {
        assertThat(ByteCount.of(bytes)).isEqualTo(text);
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
        assertThat(ByteCount.difference(3_000_000, 1_000_000)).isEqualTo("+2.0 MB");
        assertThat(ByteCount.difference(1, 2)).isEqualTo("−1 byte");
        assertThat(ByteCount.difference(2, 2)).isEqualTo("+0 bytes");
    }

    @Test
    void of_inAnyLocale_isTheSame() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ByteCount.of(28_311_552)).isEqualTo("28.3 MB");
            assertThat(ByteCount.binary(28_311_552)).isEqualTo("27.0 MiB");
            assertThat(Count.grouped(10_000)).isEqualTo("10,000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
