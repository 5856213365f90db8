package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitPerson;
import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text for reviewers names all changes, and has no markup from elsewhere. */
class ProposalTextTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final String REVISION = "3f2a9c0000000000000000000000000000000000";

    private static OciTag tag(String name, long size, String platform, String revision, String source) {
        return tag(name, size, platform, revision, source, "2026-11-20T10:11:12Z");
    }

    private static OciTag tag(String name, long size, String platform, String revision, String source, String created) {
        return new OciTag(
                Tag.parse(name),
                new MediaType("application/vnd.oci.image.index.v1+json"),
                Digest.sha256(new byte[] {(byte) size}),
                size,
                List.of(platform, "linux/arm64"),
                null,
                created,
                null,
                revision,
                "1.4.2",
                source,
                null,
                List.of(),
                null);
    }

    private static ProposalText text(Map<String, String> environment, ProposedTag... changes) {
        return new ProposalText(
                new ProposalDraft(Map.of("x", new byte[0]), List.of(changes), List.of()),
                List.of(APP),
                new ContinuousIntegration(environment));
    }

    @Test
    void move_ofATag_showsWhatReadersFetch() {
        ProposalText text = text(
                Map.of(
                        "GITHUB_SERVER_URL", "https://github.com",
                        "GITHUB_REPOSITORY", "acme/app",
                        "GITHUB_RUN_ID", "77"),
                new ProposedTag(
                        APP,
                        tag("latest", 5_242_880, "linux/amd64", null, null),
                        tag("latest", 6_291_456, "linux/amd64", REVISION, "https://github.com/acme/app.git"),
                        Age.NEWER,
                        new LayerDifference(3, 1, 2_097_152, 1, 1_048_576)));

        assertThat(text.title()).isEqualTo("Update acme/app: latest");
        assertThat(text.body())
                .contains("### `acme/app`")
                .containsPattern("\\| `latest` \\| moved \\| `sha256:\\w{12}` \\| `sha256:\\w{12}` \\| `linux/amd64`"
                        + " `linux/arm64` \\| 6\\.0 MiB \\(\\+1\\.0 MiB\\) \\| 3 kept, 1 new, 2\\.0 MiB; 1 gone,"
                        + " 1\\.0 MiB \\|")
                .contains("version `1.4.2`", "revision `" + REVISION + "`", "created `2026-11-20T10:11:12Z`")
                .contains("[source](<https://github.com/acme/app/commit/" + REVISION + ">)")
                .contains("[CI run](<https://github.com/acme/app/actions/runs/77>)");
        assertThat(text.message(new GitPerson("A", "a@b"), true))
                .startsWith("Update acme/app: latest\n\nacme/app:latest moves to sha256:")
                .endsWith("\nRegistry-Pushed-By: A <a@b>\nRegistry-Run: https://github.com/acme/app/actions/runs/77\n"
                        + "Signed-off-by: A <a@b>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1980-01-01T00:00:01Z"})
    void constantTime_ofATag_isNotShown(String created) {
        OciTag tag = tag("1.0", 1, "linux/amd64", REVISION, null, created);

        assertThat(text(Map.of(), new ProposedTag(APP, null, tag, Age.UNKNOWN, new LayerDifference(0, 1, 1, 0, 0)))
                        .body())
                .contains("revision `" + REVISION + "`")
                .doesNotContain("created");
    }

    @Test
    void typeOfAnArtifact_isNotAPlatform() {
        OciTag sif = new OciTag(
                Tag.parse("1.0"),
                MediaType.OCI_MANIFEST,
                Digest.sha256(new byte[1]),
                1,
                List.of(),
                MediaType.SIF_CONFIG,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
        ProposalText text =
                text(Map.of(), new ProposedTag(APP, null, sif, Age.NEWER, new LayerDifference(0, 1, 1, 0, 0)));

        assertThat(text.body())
                .containsPattern(
                        "\\| `1.0` \\| added, `application/vnd.sylabs.sif.config.v1\\+json` \\| `sha256:\\w{12}`"
                                + " \\|  \\|  \\| ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Age.class,
            names = {"NEWER", "OLDER"})
    void tag_ofKnownAge_isNotSaidToBeUnknown(Age age) {
        ProposalText text = text(
                Map.of(),
                new ProposedTag(
                        APP,
                        tag("latest", 1, "linux/amd64", null, null),
                        tag("latest", 2, "linux/amd64", null, null),
                        age,
                        new LayerDifference(0, 0, 0, 0, 0)));
        assertThat(text.body())
                .contains(age == Age.NEWER ? "| moved |" : "| moved **back** |")
                .doesNotContain("Not known to be newer");
    }

    @Test
    void tag_ofUnknownAge_isMarked() {
        ProposalText text = text(
                Map.of(),
                new ProposedTag(
                        APP,
                        tag("latest", 1, "linux/amd64", null, null),
                        tag("latest", 2, "linux/amd64", null, null),
                        Age.UNKNOWN,
                        new LayerDifference(0, 0, 0, 0, 0)));
        assertThat(text.body()).contains("| moved ? |", "**Not known to be newer**");
    }

    @Test
    void text_ofContributors_isEscaped() {
        String evil = "x` | @everyone <img src=x onerror=alert(1)> [a](javascript:b)\n# Title\u202e\u0000";
        ProposalText text = text(
                Map.of(
                        "CI_JOB_URL", "https://ci.example/x)<script>",
                        "GITHUB_SERVER_URL", "https://github.com\n\nRegistry-Proposal: x"),
                new ProposedTag(
                        APP,
                        null,
                        tag("1.0", 2, evil, evil, "https://x.example/>)[@everyone](<javascript:alert(1)"),
                        Age.NEWER,
                        new LayerDifference(0, 0, 0, 0, 0)));

        // outside of code, and of addresses in angle brackets, nothing of theirs is left
        String outside = text.body().replaceAll("`[^`\n]*`", "").replaceAll("\\(<https?://[^<>\\s]*>\\)", "");
        assertThat(outside).doesNotContain("everyone", "img", "javascript", "script", "# Title", "\u202e", "\u0000");
        assertThat(text.body()
                        .lines()
                        .filter(line -> line.startsWith("| `1.0`"))
                        .toList())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(8));
        assertThat(text.message(new GitPerson("A", "a@b"), false)).doesNotContain("Registry-Run", "Registry-Proposal");
    }

    @Test
    void titlesAndTables_long_areCut() {
        List<ProposedTag> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(new ProposedTag(
                    APP,
                    null,
                    tag("v" + i, i, "linux/amd64", null, null),
                    Age.NEWER,
                    new LayerDifference(0, 1, 1, 0, 0)));
        }
        ProposalText text = text(Map.of(), many.toArray(ProposedTag[]::new));
        assertThat(text.title()).hasSize(120).endsWith("…");
        assertThat(text.body().length()).isLessThan(60_000);
        assertThat(text.body()).contains("…and 900 more tags.");
    }
}
