package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are kept, and why, as people read it. */
class ReservedNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"manifests", "digests", "tags", "blobs", "referrers", "index.html"})
    void path_ofTheSite_isReservedEverywhere(String component) {
        String reason = "\"" + component + "\" is reserved for the registry's own paths";

        assertThat(ReservedNames.reasonAgainst(component, true)).contains(reason);
        assertThat(ReservedNames.reasonAgainst(component, false)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "api", "404.html", "netlify.toml", "robots.txt", "src", "target", "docs"})
    void name_ofTheSite_isReservedAsTheFirst(String component) {
        assertThat(ReservedNames.reasonAgainst(component, true))
                .contains("\"" + component + "\" is reserved as the first part of a path");
        assertThat(ReservedNames.reasonAgainst(component, false)).isEmpty();
        assertThat(ReservedNames.isSkippedAtRoot(component) || ReservedNames.isPathOfTheSite(component))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "CON", "Nul", "con.txt", "aux.1.0", "COM1.x"
    })
    void device_ofWindows_isReservedInAnyCaseAndEnding(String name) {
        assertThat(ReservedNames.reasonAgainstFile(name)).contains("\"" + name + "\" is a device on Windows");
        assertThat(ReservedNames.reasonAgainst(name, false)).contains("\"" + name + "\" is a device on Windows");
    }

    @Test
    void name_withTrailingDot_isReserved() {
        assertThat(ReservedNames.reasonAgainstFile("1.0.")).contains("\"1.0.\" ends with a dot, which Windows drops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "console",
                "com",
                "com10",
                "com0",
                "lpt",
                "null",
                "1.con",
                "manifest",
                "tag",
                "v3",
                "latest"
            })
    void name_other_isNotReserved(String name) {
        assertThat(ReservedNames.reasonAgainst(name, true)).isEmpty();
        assertThat(ReservedNames.reasonAgainstFile(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".github", "_config", "_site"})
    void directory_withALeadingDotOrUnderscore_isSkipped(String directory) {
        assertThat(ReservedNames.isSkippedAtRoot(directory)).isTrue();
    }

    @Test
    void problemOf_tag_namesTheSubject() {
        Tag referrers = Tag.parse("sha256-" + "a".repeat(64));
        assertThat(ReservedNames.problemOf(referrers, "acme/app:x").orElseThrow())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(ProblemCode.TAG_INVALID, "acme/app:x");
        assertThat(ReservedNames.problemOf(Tag.parse("nul"), "nul").orElseThrow())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(ProblemCode.NAME_RESERVED, "nul");
        assertThat(ReservedNames.problemOf(Tag.parse("1.0"), "1.0")).isEmpty();
    }

    @Test
    void reasonAgainst_repository_looksAtEachComponent() {
        assertThat(ReservedNames.reasonAgainst(RepositoryName.parse("docs/app")))
                .isPresent();
        assertThat(ReservedNames.reasonAgainst(RepositoryName.parse("acme/digests")))
                .isPresent();
        assertThat(ReservedNames.reasonAgainst(RepositoryName.parse("acme/docs")))
                .isEmpty();
    }
}
