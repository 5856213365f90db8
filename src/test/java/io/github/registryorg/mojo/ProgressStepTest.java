package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressStepTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MIB = 1024 * 1024;

    @Test
    void text_ofThingsAndBytes_hasBothWithRateAndTimeLeft() {
        ProgressStep step = new ProgressStep("Uploading", "blob", 0);
        step.expected(4567, 3 * 1024 * MIB, 7 * SECOND);
        step.done(1230);
        step.moved(1024 * MIB);

        assertThat(step.text(17 * SECOND))
                .isEqualTo("Uploading: 1,230 of 4,567 blobs, 1.0 GiB of 3.0 GiB, 102.4 MiB/s, 20 s left");
        assertThat(step.text(107 * SECOND)).endsWith(", 10.2 MiB/s, 3 min 20 s left");
        assertThat(step.text(3607 * SECOND)).endsWith(", 291.3 KiB/s, 2 h 0 min left");
    }

    @Test
    void text_inTheFirstSecondOfBytes_hasNoRate() {
        ProgressStep step = new ProgressStep("Uploading", "blob", 0);
        step.expected(2, 2 * MIB, SECOND);
        step.moved(MIB);

        assertThat(step.text(2 * SECOND - 1)).isEqualTo("Uploading: 0 of 2 blobs, 1.0 MiB of 2.0 MiB, 1 s");
    }

    @Test
    void text_withoutBytes_hasTheTimeSoFar() {
        ProgressStep step = new ProgressStep("Checking", "repository", 0);
        step.expected(3, 0, 0);
        step.done(1);

        assertThat(step.text(65 * SECOND)).isEqualTo("Checking: 1 of 3 repositories, 1 min 5 s");
    }

    @Test
    void text_ofAnUnknownNumberOfThings_countsThem() {
        ProgressStep step = new ProgressStep("Listing", "object", 0);
        assertThat(step.text(2 * SECOND)).isEqualTo("Listing: 2 s");
        step.done(1);
        step.done(1);
        step.moved(10);
        assertThat(step.text(2 * SECOND)).isEqualTo("Listing: 2 objects, 10 bytes, 2 s");
    }

    @Test
    void text_withoutThings_hasTheTimeSoFar() {
        assertThat(new ProgressStep("Fetching https://git.example/registry", "", SECOND).text(3 * SECOND))
                .isEqualTo("Fetching https://git.example/registry: 2 s");
    }

    @Test
    void expected_whereBytesNeedNotMove_isReduced() {
        ProgressStep step = new ProgressStep("Uploading", "blob", 0);
        step.expected(1, 1_000, 0);
        step.expected(0, -900, 0);
        step.moved(150);

        assertThat(step.text(SECOND)).contains("150 bytes of 150 bytes", "0 s left");
    }
}
