package io.github.registryorg.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A tag's file, as it is written and read again. */
class OciTagTest {

    private static final String FILE = "acme/app/manifests/1.0/README.md";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    private static final String TEXT = """
            ---
            layout: manifests/oci
            mediaType: application/vnd.oci.image.index.v1+json
            digest: %s
            size: 28311552
            platforms:
            - linux/amd64
            created: 2026-11-20T10:11:12Z
            published: 2026-11-21T10:11:12Z
            version: "1.10"
            revision: "1234567"
            source: https://code.example/acme/app
            fromLabels:
            - created
            - revision
            ---
            """.formatted(DIGEST);

    private final List<Problem> problems = new ArrayList<>();

    private Optional<OciTag> read(String text) {
        return OciTag.read(Tag.parse("1.0"), FILE, text.getBytes(UTF_8), problems::add);
    }

    @Test
    void tag_readAndWritten_isTheSameText() {
        assertThat(read(TEXT + "Prose.\n").orElseThrow().markdown("Prose.\n"))
                .asString(UTF_8)
                .isEqualTo(TEXT + "Prose.\n");
        assertThat(problems).isEmpty();
    }

    /** Those may be the base image's: no update is decided by them. */
    @Test
    void values_fromLabels_areNotTheImagesOwn() {
        OciTag tag = read(TEXT).orElseThrow();
        OciTag own =
                read(TEXT.replace("fromLabels:\n- created\n- revision\n", "")).orElseThrow();

        assertThat(tag.ownCreated()).isNull();
        assertThat(tag.ownRevision()).isNull();
        assertThat(own.ownCreated()).isEqualTo("2026-11-20T10:11:12Z");
        assertThat(own.ownRevision()).isEqualTo("1234567");
        assertThat(tag.ownRevision("7654321").ownRevision()).isEqualTo("7654321");
    }

    @Test
    void tag_ofAnotherLayout_isNoneWithoutAProblem() {
        assertThat(read("---\nlayout: manifests/singularity\n---\n")).isEmpty();
        assertThat(read("---\n---\n")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void tag_broken_isNoneWithAProblem() {
        assertThat(read(TEXT.replace("size: 28311552", "size: many"))).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.FRONT_MATTER_INVALID);
    }
}
