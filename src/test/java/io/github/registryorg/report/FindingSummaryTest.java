package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.FailOn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the console says when all findings were printed. */
class FindingSummaryTest {

    private static final String LAST = "What the codes mean: " + CodePage.URL;

    @Test
    void findings_few_haveOnlyTheirDocumentation() {
        assertThat(FindingSummary.lines(Outcomes.of(FailOn.ERROR, List.of()))).isEmpty();
        assertThat(FindingSummary.lines(Outcomes.ordinary())).containsExactly(LAST);
    }

    @Test
    void findings_many_areCountedByCodeAndRepository() {
        assertThat(FindingSummary.lines(Outcomes.huge(3006, 25)))
                .startsWith(
                        "By code:",
                        "  BLOB_UNKNOWN: 3,003 errors",
                        "  DIGEST_INVALID: 3 errors",
                        "  KEY_UNKNOWN: 25 warnings",
                        "By repository, errors only:",
                        "  acme/app-0: 2",
                        "  acme/app-1: 2")
                .endsWith("  … and 2,990 more repositories", LAST)
                .hasSize(17);
    }

    @Test
    void findings_thatAreWarnings_areCountedByRepositoryToo() {
        assertThat(FindingSummary.lines(Outcomes.huge(0, 11)))
                .contains("By repository, warnings only:", "  acme/web-3: 1");
    }
}
