package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, '1'",
        "1, 3, '1 2 3'",
        "3, 5, '1 2 3 4 5'",
        "1, 21, '1 2 3 5 10 15 20 21'",
        "12, 21, '1 5 10 11 12 13 14 15 20 21'",
    })
    void numbers_ofAPage_areItsNeighboursAndSomeOthers(int page, int last, String numbers) {
        assertThat(new Pager(page, last).numbers().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(numbers);
    }

    /** 400 pages have 100,000 tags. */
    @ParameterizedTest
    @ValueSource(ints = {7, 40, 400})
    void pages_ofAnyList_areAFewClicksAway(int last) {
        Set<Integer> reached = new HashSet<>(Set.of(1));
        int clicks = 0;
        while (reached.size() < last) {
            reached.addAll(reached.stream()
                    .flatMap(page -> new Pager(page, last).numbers().stream())
                    .collect(Collectors.toSet()));
            clicks++;
            assertThat(clicks).isLessThanOrEqualTo(7);
        }
        IntStream.of(1, last / 2 + 1, last)
                .forEach(page -> assertThat(new Pager(page, last).numbers()).hasSizeLessThan(26));
    }

    @Test
    void link_betweenPages_isRelative() {
        assertThat(new Pager(1, 9).href(1)).isEqualTo("./");
        assertThat(new Pager(1, 9).href(2)).isEqualTo("-/list/2/");
        assertThat(new Pager(5, 9).href(1)).isEqualTo("../../../");
        assertThat(new Pager(5, 9).href(9)).isEqualTo("../9/");
    }
}
