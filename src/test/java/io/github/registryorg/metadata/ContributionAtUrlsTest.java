package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.RegistryDirectory.digestFile;
import static io.github.registryorg.metadata.RegistryDirectory.noteFile;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of an image whose blobs are in no store, as an imported one. */
class ContributionAtUrlsTest {

    private static final Digest LAYER = digest(Sample.SHARED_LAYER);
    private static final String NOTE = noteFile("acme/app", digest(Sample.ARM64));
    private static final String TAG = "acme/app/manifests/1.4.2/README.md";

    @TempDir
    private Path root;

    private List<String> write(Map<Digest, List<String>> urls) {
        RawManifest manifest = RawManifest.of(Sample.ARM64.getBytes(UTF_8));
        return new Contribution(root, RepositoryName.parse("acme/app"))
                .writeAt(
                        new Image(manifest, List.of(manifest), List.of()),
                        Map.of(digest(Sample.ARM64_CONFIG), Sample.ARM64_CONFIG.getBytes(UTF_8)),
                        Tag.parse("1.4.2"),
                        urls);
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    @Test
    void image_written_hasUrlsInItsNoteAndNoPage() throws IOException {
        List<String> written = write(Map.of(LAYER, List.of("https://b.example/x")));

        assertThat(written)
                .containsExactly(
                        digestFile("acme/app", digest(Sample.ARM64)),
                        digestFile("acme/app", digest(Sample.ARM64_CONFIG)),
                        NOTE,
                        TAG);
        assertThat(read(NOTE)).isEqualTo("urls:\n  " + LAYER + ":\n  - https://b.example/x\n");
        assertThat(read(TAG)).contains("platforms:\n- linux/arm64\n");
        assertThat(write(Map.of(LAYER, List.of("https://b.example/x")))).isEmpty();
    }

    /** Whichever tag is written first, the note is the same. */
    @Test
    void urls_ofSeveralTags_areSortedAndNoMoreThanANoteMayHave() throws IOException {
        Digest other = digest(Sample.AMD64_LAYER);
        List<String> many = IntStream.range(10, 28)
                .mapToObj(i -> "https://m" + i + ".example")
                .toList();
        write(Map.of(LAYER, List.of("https://z.example", "https://m10.example"), other, List.of("https://o.example")));

        write(Map.of(LAYER, many));

        assertThat(read(NOTE))
                .contains(other + ":\n  - https://o.example\n")
                .contains(LAYER + ":\n  - https://m10.example\n  - https://m11.example\n")
                .contains("- https://m25.example\n")
                .doesNotContain("m26", "z.example");
    }

    @Test
    void note_unreadable_isNotOverwritten() throws IOException {
        new RegistryDirectory(root).note("acme/app", digest(Sample.ARM64), "yanked: [");

        Problem problem = Problems.of(() -> write(Map.of()));

        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.subject()).isEqualTo(NOTE);
        assertThat(read(NOTE)).isEqualTo("yanked: [\n");
    }

    @Test
    void tag_unreadable_isNotOverwritten() throws IOException {
        String broken = "---\nlayout: manifests/singularity\nsize: [\n---\n";
        new RegistryDirectory(root).file(TAG, broken);

        assertThat(Problems.of(() -> write(Map.of())).subject()).isEqualTo(TAG);
        assertThat(read(TAG)).isEqualTo(broken);
    }
}
