package io.github.registryorg.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.ServedAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressedOutputTest {

    private static final String OPEN = ServedAddress.OPEN;
    private static final Authority ADDRESS = new Authority("127.0.0.1", "41231");

    /** Written in parts of this many bytes. */
    private static String written(String text, int size) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AddressedOutput addressed = new AddressedOutput(out, ADDRESS);
        for (int i = 0; i < bytes.length; i += size) {
            addressed.write(bytes, i, Math.min(size, bytes.length - i));
        }
        addressed.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 23, 24, 25, 64, 1000})
    void write_inPartsOfAnySize_isWhatReplacingGives(int size) throws IOException {
        for (String text : List.of(
                "",
                "s",
                OPEN,
                OPEN + OPEN,
                "a" + OPEN + "ss" + OPEN + "é",
                "s" + OPEN,
                OPEN.substring(0, 10) + OPEN + OPEN.substring(0, 23),
                "served-served-here.invalid:5001 served-here.invalid:500 served-here.invalid:50000",
                "no address at all, however long this is: " + "sers".repeat(50))) {
            assertThat(written(text, size)).isEqualTo(text.replace(OPEN, "127.0.0.1:41231"));
        }
    }

    @Test
    void open_beginsWithACharacterThatItHasOnce() {
        assertThat(OPEN.lastIndexOf(OPEN.charAt(0))).isZero();
    }
}
