package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the cache is exactly what was written, within its limits, or none at all. */
class BlobCacheLineTest {

    private static final String URL = "https://storage.example/acme";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    private static boolean isLine(String url, String digest, String size, String at, String validator) {
        String line = String.join("\t", url, digest, size, "HASH", at, "", validator);
        boolean isRead = BlobCacheLine.parse(line).isPresent();
        BlobCacheLine.parse(line).ifPresent(read -> assertThat(read).hasToString(line));
        return isRead;
    }

    private static boolean isUrl(String url) {
        return isLine(url, DIGEST, "1", "1", "");
    }

    private static boolean isDigest(String digest) {
        return isLine(URL, digest, "1", "1", "");
    }

    private static boolean isSize(String size) {
        return isLine(URL, DIGEST, size, "1", "");
    }

    private static boolean isTime(String at) {
        return isLine(URL, DIGEST, "1", at, "");
    }

    private static boolean isValidator(String validator) {
        return isLine(URL, DIGEST, "1", "1", validator);
    }

    @Test
    void line_asItIsWritten_isReadWithAllItsFields() {
        BlobCacheLine line = BlobCacheLine.parse(URL + "\t" + DIGEST + "\t120\tSIZE\t1700000000\t\t\"etag\"")
                .orElseThrow();

        assertThat(line)
                .isEqualTo(new BlobCacheLine(
                        URL, DIGEST, 120, Depth.SIZE, 1_700_000_000, Uncompressed.UNKNOWN, "\"etag\""));
    }

    @Test
    void texts_areWithinTheirLimits() {
        assertThat(isUrl("x")).isTrue();
        assertThat(isUrl("!~")).isTrue();
        assertThat(isUrl("x".repeat(4096))).isTrue();
        assertThat(isUrl("x".repeat(4097))).isFalse();
        assertThat(isUrl("")).isFalse();
        assertThat(isUrl("a b")).isFalse();
        assertThat(isUrl("a\u007f")).isFalse();
        assertThat(isValidator(" a~")).isTrue();
        assertThat(isValidator("x".repeat(256))).isTrue();
        assertThat(isValidator("x".repeat(257))).isFalse();
        assertThat(isValidator("\u001f")).isFalse();
        assertThat(isValidator("\u007f")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:0", "z9:f", "sha512:9a", "abcdefghijklmnop:0"})
    void digest_ofAnyAlgorithm_isRead(String digest) {
        assertThat(isDigest(digest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":0",
                "a:",
                "a",
                "abcdefghijklmnopq:0",
                "A:0",
                "a:g",
                "a:F",
                "a:0:0",
                "a-b:0",
                "a:0/",
                "{:0"
            })
    void digest_ofAnotherForm_isRefused(String digest) {
        assertThat(isDigest(digest)).isFalse();
    }

    @Test
    void digest_isWithinItsLimit() {
        assertThat(isDigest("a:" + "0".repeat(128))).isTrue();
        assertThat(isDigest("a:" + "0".repeat(129))).isFalse();
        assertThat(isDigest("abcdefghijklmnop:" + "0".repeat(128))).isTrue();
    }

    @Test
    void numbers_areDecimalAndWithinTheirLimits() {
        assertThat(isSize("0")).isTrue();
        assertThat(isSize("9".repeat(18))).isTrue();
        assertThat(isSize("9".repeat(19))).isFalse();
        assertThat(isTime("9".repeat(12))).isTrue();
        assertThat(isTime("9".repeat(13))).isFalse();
        for (String other : new String[] {"", "-1", "+1", "1.0", "1:", "1/", "0x1", " 1"}) {
            assertThat(isSize(other)).as(other).isFalse();
            assertThat(isTime(other)).as(other).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\ta:0\t1\tHASH\t1\t",
                "x\ta:0\t1\tHASH\t1\t\t\t",
                "x\ta:0\t1\thash\t1\t\t",
                "x\ta:0\t1\t\t1\t\t",
                "x\ta:0\t1\tHASH\t1\tnonsense\t"
            })
    void line_ofOtherFields_isRefused(String line) {
        assertThat(BlobCacheLine.parse(line)).isEmpty();
    }
}
