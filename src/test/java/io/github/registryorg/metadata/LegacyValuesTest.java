package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests and sizes of the legacy format, as real tags have them. */
class LegacyValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5:WGQgL3Ok6o6uD2ZRdClzDQ==",
                "md5:5864202f73a4ea8eae0f66517429730d",
                "md5:5864202F73A4EA8EAE0F66517429730D"
            })
    void md5_inSeveralForms_isTheSame(String text) {
        LegacyDigest digest = LegacyDigest.tryParse(text).orElseThrow();

        assertThat(digest).hasToString("md5:5864202f73a4ea8eae0f66517429730d");
        assertThat(digest.isWeak()).isTrue();
    }

    @Test
    void digest_sha256_isAProof() {
        String text = "sha256:" + "1a".repeat(32);

        assertThat(LegacyDigest.tryParse(text).orElseThrow()).hasToString(text);
        assertThat(LegacyDigest.tryParse(text).orElseThrow().isWeak()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:1a",
                "md5:1a",
                "md5:WGQgL3Ok6o6uD2ZRdClzDQ",
                "md5:WGQgL3Ok6o6uD2ZRdClzDQ==\n",
                "5864202f73a4ea8eae0f66517429730d",
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
            })
    void text_notADigest_isEmpty(String text) {
        assertThat(LegacyDigest.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "774144, 774144, true",
        "756, 774144, true",
        // blocks of a file system make du print more, and some count down: one in a hundred, or four
        "763, 774144, true",
        "749, 774144, true",
        "764, 774144, false",
        "748, 774144, false",
        "774145, 774144, false",
        "5, 100, true",
        "6, 100, false",
        "1058816, 1073741824, true",
        "1062000, 1073741824, false",
        "0, 0, true",
        "1, 1, true",
        "9223372036854775807, 0, false",
        "0, 9223372036854775807, false"
    })
    void size_bytesOrKibibytes_fitsAFile(long number, long bytes, boolean fits) {
        assertThat(new LegacySize(number).fits(bytes)).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 756, 42_819_584, 1L << 40, Long.MAX_VALUE / 1024, Long.MAX_VALUE})
    void file_largerThanTheSizeAllows_doesNotFit(long number) {
        long most = new LegacySize(number).mostBytes();

        assertThat(most).isGreaterThanOrEqualTo(number);
        if (most < Long.MAX_VALUE) {
            assertThat(new LegacySize(number).fits(most + 1)).isFalse();
        }
    }

    @Test
    void mostBytes_ofTheLargestKibibytes_areExact() {
        assertThat(new LegacySize(8_917_127_262_193_581L).mostBytes()).isEqualTo(9_223_372_036_854_774_784L);
        assertThat(new LegacySize(8_917_127_262_193_582L).mostBytes()).isEqualTo(Long.MAX_VALUE);
    }

    /** The largest file that fits: found by trying, not by the formula. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 94, 95, 98, 99, 100, 394, 395, 396, 397, 400, 756, 9_900, 9_999, 123_456})
    void mostBytes_ofASize_isNotLessThanWhatFits(long number) {
        LegacySize size = new LegacySize(number);
        long kibibytes = size.mostBytes() / 1024;
        long largest = kibibytes + 10;
        while (!size.fits(largest * 1024)) {
            largest--;
        }

        assertThat(kibibytes).isBetween(largest, largest + 1);
        assertThat(size.mostBytes()).isGreaterThanOrEqualTo(largest * 1024);
    }

    @Test
    void size_inAnyForm_isANumber() {
        assertThat(LegacySize.tryParse(new LegacyTag.Size("756", true))).contains(new LegacySize(756));
        assertThat(LegacySize.tryParse(new LegacyTag.Size("756", false))).contains(new LegacySize(756));
        assertThat(LegacySize.tryParse(new LegacyTag.Size("12 MB", false))).isEmpty();
        assertThat(LegacySize.tryParse(new LegacyTag.Size("-1", true))).isEmpty();
        assertThat(LegacySize.tryParse(new LegacyTag.Size("9".repeat(19), false)))
                .isEmpty();
        assertThat(LegacySize.tryParse(new LegacyTag.Size(null, false))).isEmpty();
    }

    /** The legacy API serves it as it was written. */
    @Test
    void size_asItWasWritten_isANumberOrAText() {
        List<Object> taken = new ArrayList<>();
        new LegacyTag.Size("756", true).accept(taken::add, taken::add);
        new LegacyTag.Size("756", false).accept(taken::add, taken::add);
        new LegacyTag.Size(null, false).accept(taken::add, taken::add);

        assertThat(taken).containsExactly(756L, "756", null);
        assertThat(new LegacyTag.Size("756", true).number()).hasValue(756);
        assertThat(new LegacyTag.Size("756", false).number()).isEmpty();
    }
}
