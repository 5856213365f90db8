package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankedTagTest {

    private static final String HEX64 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static List<String> sorted(List<String> names) {
        return RankedTag.sorted(names.stream().map(Tag::parse).toList()).stream()
                .map(ranked -> ranked.tag().name())
                .toList();
    }

    /** In each order that they come in. */
    private static void assertOrder(String... expected) {
        List<String> names = new ArrayList<>(List.of(expected));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(names, new Random(i));
            assertThat(sorted(names)).containsExactly(expected);
        }
    }

    @Test
    void tags_ofAllKinds_areLatestVersionsDatesWordsAndThenWhatIsFolded() {
        assertOrder(
                "latest",
                "2.1.0-rc.1",
                "v2.0.0",
                "2.0.0-alpine",
                "v2.0.0-rc.2",
                "2.0.0-rc.1",
                "1.10.0",
                "1.10",
                "1.9",
                "1",
                "20260506",
                "2026-05-05",
                "20250101",
                "nightly",
                "main",
                "sha-9f8e7d6",
                "9f8e7d6",
                "pr-12",
                "pr-7",
                "sha256-" + HEX64 + ".sig",
                "sha256-" + HEX64 + ".att");
    }

    @Test
    void preReleases_areAsSemanticVersioningHasThem() {
        assertOrder(
                "1.0.0",
                "1.0.0-rc.1",
                "1.0.0-beta.11",
                "1.0.0-beta.2",
                "1.0.0-beta",
                "1.0.0-alpha.beta",
                "1.0.0-alpha.1",
                "1.0.0-alpha",
                "0.9.9");
    }

    @Test
    void preReleases_withNumbersInWords_countTheNumbers() {
        assertOrder("1.10-RC10", "1.10-rc2", "1.10b1", "1.10a3", "1.9.1");
    }

    @Test
    void variants_areAfterTheirReleaseAndBeforeItsPreReleases() {
        assertOrder("1.4.2", "1.4.2-debian-12", "1.4.2-debian-11", "1.4.2-alpine", "1.4.2-rc.1-alpine", "1.4.1");
    }

    @Test
    void versionsOfTheCalendar_areVersions() {
        assertOrder("2026.04.1", "2026.4", "24.10", "24.04", "v9.1");
    }

    @Test
    void dates_withTimesAndVariants_areNewestFirst() {
        assertOrder("20260507", "202605061530", "20260506T0800", "20260506.2", "20260506", "20260506-slim");
        assertOrder("9.1", "2026-06", "2026-05-02", "2026-05", "2026-05-slim", "2026-04-30", "main");
    }

    @Test
    void numbers_ofAnyLength_areComparedByValue() {
        assertOrder(
                "1." + "9".repeat(120),
                "1.99999999999999999999",
                "1.18446744073709551616",
                "1.9223372036854775808",
                "1.4294967296",
                "1.2147483648",
                "1.9");
        assertOrder("123456789012345678901234567890", "2147483648", "10", "9");
    }

    @Test
    void numbers_withZerosBefore_haveTheSameValue() {
        assertOrder("1.10", "01.9", "1.9", "1.008", "1.7");
    }

    @ParameterizedTest
    @CsvSource({
        "latest, LATEST",
        "LATEST, LATEST",
        "1.4.2, RELEASE",
        "V1.4.2, RELEASE",
        "1.4, RELEASE",
        "1, RELEASE",
        "1.2.3.4, RELEASE",
        "5.3.1.RELEASE, RELEASE",
        "6.0.0.Final, RELEASE",
        "2026.11.30, RELEASE",
        "1.4.2-rc.1, PRE_RELEASE",
        "1.4.2rc1, PRE_RELEASE",
        "1.4.2-SNAPSHOT, PRE_RELEASE",
        "1.4.2-M3, PRE_RELEASE",
        "1.4.2b1, PRE_RELEASE",
        "1.4.2-alpine-rc1, PRE_RELEASE",
        "1.4.2_beta, PRE_RELEASE",
        "1.4.2-alpine, VARIANT",
        "1.4.2-debian-12, VARIANT",
        "1.4.2-sha.9f8e7d6, VARIANT",
        "v1.4.2-3-g9f8e7d6, VARIANT",
        "1.4.2-1, VARIANT",
        "1.4.2_build.5, VARIANT",
        "20260506, DATE",
        "2026-05-06, DATE",
        "20260506-alpine, DATE",
        "99999999, DATE",
        "2026-05, DATE",
        "2026-05-slim, DATE",
        "2026-13, VARIANT",
        "2026-05.1, VARIANT",
        "stable, WORD",
        "facade, WORD",
        "ubuntu-24.04, WORD",
        "process-5, WORD",
        "private, WORD",
        "9f8e7d6, COMMIT",
        "deadbeef, COMMIT",
        "1234567, COMMIT",
        "sha-1234567, COMMIT",
        "git-9f8e7d6c, COMMIT",
        "9f8e7d6-amd64, COMMIT",
        "main-9f8e7d6, COMMIT",
        "sha-9f8e7d6-dirty, COMMIT",
        "356a192b7913b04c54574d18c28d46e6395428ab, COMMIT",
        "pr-12, CHANGE_REQUEST",
        "PR-12, CHANGE_REQUEST",
        "pr12, CHANGE_REQUEST",
        "pr-12-9f8e7d6, CHANGE_REQUEST",
        "mr-7, CHANGE_REQUEST",
    })
    void kind_ofAName_isWhatPeopleRead(String name, RankedTag.Kind kind) {
        assertThat(RankedTag.of(Tag.parse(name)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {".sig", ".att", ".sbom", "", ".cosign", "-foo"})
    void nameOfASignature_isFoldedAndNoImage(String end) {
        RankedTag signature = RankedTag.of(Tag.parse("sha256-" + HEX64 + end));
        assertThat(signature.isFolded()).isTrue();
        assertThat(signature.isImage()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.1, true",
        "1.4.2, 1.4, true",
        "1.4, 1.4.0, false",
        "latest, 1.4.2, true",
        "latest, 1.4.2-rc1, false",
        "latest, 20261120, true",
        "latest, main, false",
        "1.4.2, 1.4.2-alpine, false",
        "1.4.2-alpine3.19, 1.4.1-alpine3.18, true",
        "1.4.2-alpine, 1.4.1-slim, false",
        "1.5.0-rc.2, 1.5.0-rc.1, true",
        "1.5.0-rc.1, 1.4.2, true",
        "20261120, 20261119, true",
        "2026-11, 2026-10, true",
        "20261120-slim, 20261119, false",
        "main, develop, false"
    })
    void release_afterAnother_isItsSuccessor(String name, String lower, boolean is) {
        assertThat(RankedTag.of(Tag.parse(name)).isSuccessorOf(RankedTag.of(Tag.parse(lower))))
                .isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, true",
        "v1.4.2, true",
        "1.4.2.1, true",
        "2026.11.20, true",
        "1.4.2-rc.1, true",
        "1.4.2-alpine3.19, true",
        "1.4.2_build.5, true",
        "1.0.0.dev3, true",
        "1.0.0-SNAPSHOT, false",
        "1.0.0-SNAPSHOT-alpine, false",
        "1.4.2-nightly, false",
        "1.4.2-latest, false",
        "1.4, false",
        "1, false",
        "latest, false",
        "app-1.4.2, false",
        "2026-11-20, false",
        "20261120, false",
        "3f2a9c0e5d1b8a, false"
    })
    void fullVersion_hasThreeNumbersAndNoMovingWord(String name, boolean is) {
        assertThat(RankedTag.of(Tag.parse(name)).isFullVersion()).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4, 1.4.2, true",
        "1, 1.4.2, true",
        "1.4, 1.5.0, false",
        "1, 10.0.0, false",
        "1.4, 1.4.2-alpine, false",
        "1.4-alpine, 1.4.2-alpine, true",
        "1.4-alpine, 1.4.2, false",
        "latest, 1.4.2, true",
        "stable, 1.4.2-rc.1, true",
        "latest, 1.4, false",
        "20261120, 1.4.2, true"
    })
    void movingTag_namesVersionsOfItsSeries(String tag, String version, boolean may) {
        assertThat(RankedTag.of(Tag.parse(tag)).mayName(RankedTag.of(Tag.parse(version))))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.1, 1",
        "1.4.2, 1.4.10, -1",
        "1.4.2, 1.4.2-alpine, 0",
        "1.4.2, 1.4.2-rc.1, 1",
        "1.4.2-rc.1, 1.4.2-rc.2, -1",
        "1.4.2-rc.1, 1.4.2-beta.2, 0",
        "1.5.0-rc.1, 1.4.2, 1",
        "1.4.2, v1.4.2, 0"
    })
    void versions_areComparedByWhatIsInThem(String one, String other, int sign) {
        RankedTag first = RankedTag.of(Tag.parse(one));
        RankedTag second = RankedTag.of(Tag.parse(other));
        assertThat(Integer.signum(first.compareVersion(second))).isEqualTo(sign);
        assertThat(Integer.signum(second.compareVersion(first))).isEqualTo(-sign);
    }

    @Test
    void manyNames_thatAreHardToRead_areSortedInTime() {
        List<Tag> tags = IntStream.range(0, 20_000)
                .mapToObj(i -> Stream.of("a-aaaaaa-", "1.1.1.1", "aaaaaaag", "0-0_0")
                                .skip(i % 4)
                                .findFirst()
                                .orElseThrow()
                                .repeat(13)
                        + i)
                .map(Tag::parse)
                .toList();
        Assertions.assertThatCode(() -> org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> RankedTag.sorted(tags)))
                .doesNotThrowAnyException();
    }
}
