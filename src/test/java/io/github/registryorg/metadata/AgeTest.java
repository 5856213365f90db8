package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** History goes before times, and what can't be known is not guessed. */
class AgeTest {

    private static final Age.History HISTORY =
            (ancestor, descendant) -> ancestor.equals("r1") && descendant.equals("r2");

    private static OciTag tag(String created, String revision) {
        return tag(created, revision, List.of());
    }

    private static OciTag tag(String created, String revision, List<String> fromLabels) {
        return new OciTag(
                Tag.parse("latest"),
                new MediaType("application/vnd.oci.image.manifest.v1+json"),
                Digest.sha256(new byte[0]),
                1,
                List.of(),
                null,
                created,
                null,
                revision,
                null,
                null,
                null,
                fromLabels,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-20T10:00:00Z, -, 2026-11-20T09:00:00Z, -, NEWER",
                "2026-11-20T10:00:00+02:00, -, 2026-11-20T09:00:00Z, -, OLDER",
                "2026-11-20, -, 2026-11-20T09:00:00Z, -, OLDER",
                "2026-11-20 10:00:00Z, -, 2026-11-20T09:00:00Z, -, NEWER",
                "1970-01-01T00:00:00Z, -, 1970-01-01T00:00:00Z, -, UNKNOWN",
                "1970-01-01T00:00:00Z, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "1970-01-01, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "1970-01-01T01:00:00+01:00, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "1980-01-01T00:00:01Z, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "1980-01-01T12:00:00-12:00, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "0001-01-01T00:00:00Z, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "2026-11-20T09:00:00Z, -, 1980-01-01T00:00:00Z, -, UNKNOWN",
                "2013-03-20T00:00:00Z, -, 2026-11-20T09:00:00Z, -, OLDER",
                "1970-01-01T00:00:00Z, r1, 1970-01-01T00:00:00Z, r2, OLDER",
                "1970-01-01T00:00:00Z, r2, 1970-01-01T00:00:00Z, r1, NEWER",
                "2026-11-20T10:00:00Z, r1, 2026-11-20T09:00:00Z, r2, OLDER",
                "2026-11-20T10:00:00Z, r8, 2026-11-20T09:00:00Z, r9, NEWER",
                "-, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
                "9999-99-99, -, 2026-11-20T09:00:00Z, -, UNKNOWN",
            })
    void age_ofTwoImages_isWhatIsKnown(
            String created, String revision, String otherCreated, String otherRevision, Age age) {
        assertThat(Age.of(tag(created, revision), tag(otherCreated, otherRevision), HISTORY))
                .isEqualTo(age);
    }

    @Test
    void age_byLabels_isUnknown() {
        OciTag labelled = tag("2026-11-19T09:00:00Z", "r1", List.of("created", "revision"));
        OciTag known = tag("2026-11-20T09:00:00Z", "r2");
        assertThat(Age.of(labelled, known, HISTORY)).isEqualTo(Age.UNKNOWN);
        assertThat(Age.of(known, labelled, HISTORY)).isEqualTo(Age.UNKNOWN);
        assertThat(Age.of(tag("2026-11-21T09:00:00Z", "r1", List.of("revision")), known, HISTORY))
                .isEqualTo(Age.NEWER);
    }

    @Test
    void history_absent_isUnknown() {
        assertThat(Age.of(tag(null, "r1"), tag(null, "r2"), Age.History.NONE)).isEqualTo(Age.UNKNOWN);
    }
}
