package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers may write into metadata: each is reported in one line at its place, and none of it makes a site. */
class BrokenMetadataTest {

    private static final String TAG = "acme/app/manifests/1.0/README.md";

    @TempDir
    Path directory;

    private Path registry;

    @BeforeEach
    void page() throws IOException {
        registry = directory.resolve("registry");
        write("acme/app/README.md", "---\nlayout: collection\n---\n");
    }

    private void write(String path, String content) throws IOException {
        write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = registry.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private List<Problem> errors() {
        return new StaticRegistry()
                .validate(new ValidateRequest(registry, false, RegistryStory.ACCESS))
                .errors();
    }

    /** The one error there is, which also keeps a site from being made. */
    private Problem error() {
        List<Problem> errors = errors();
        assertThat(errors).hasSize(1);
        RegistryStory story = new RegistryStory(directory);
        assertThatExceptionOfType(RegistryException.class).isThrownBy(story::makeSite);
        assertThat(story.site).doesNotExist();
        return errors.get(0);
    }

    private static void assertIs(Problem problem, String place, String what) {
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.location()).asString().isEqualTo(place);
        assertThat(problem.toString()).contains(what).doesNotContain("Exception", "\n");
    }

    @Test
    void frontMatter_invalidYaml_isReported() throws IOException {
        write(TAG, "---\nlayout: manifests/oci\ndigest: [unclosed\n---\n");
        assertIs(error(), TAG + ":4", "is not valid YAML");
    }

    @Test
    void frontMatter_aList_isReported() throws IOException {
        write(TAG, "---\n- layout\n- digest\n---\n");
        assertIs(error(), TAG + ":2", "must be a mapping of keys to values");
    }

    @Test
    void frontMatter_withoutAnEnd_isReported() throws IOException {
        write(TAG, "---\nlayout: manifests/oci\n");
        assertThat(error().location()).asString().startsWith(TAG);
    }

    @Test
    void keys_duplicate_areReported() throws IOException {
        write(TAG, "---\nlayout: manifests/oci\nsize: 1\nsize: 2\n---\n");
        assertIs(error(), TAG + ":4", "has the key \"size\" twice");
    }

    @Test
    void aliases_ofMillionsOfValues_areReported() throws IOException {
        StringBuilder bomb = new StringBuilder("---\nlayout: manifests/oci\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append('a').append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        write(TAG, bomb + "---\n");
        assertIs(error(), TAG + ":3", "has an anchor or alias");
    }

    @Test
    void string_ofAHundredMegabytes_isReported() throws IOException {
        byte[] content = new byte[100_000_000];
        Arrays.fill(content, (byte) 'x');
        byte[] start = "---\nlayout: manifests/oci\ndigest: ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, content, 0, start.length);
        write(TAG, content);
        Problem problem = error();
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_TOO_LARGE);
        assertThat(problem.location()).asString().isEqualTo(TAG);
    }

    @Test
    void text_notUtf8_isReported() throws IOException {
        write(TAG, "---\nlayout: manifests/oci\ntitle: caf\u00e9\n---\n".getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = error();
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.toString()).contains("UTF-8");
    }

    @Test
    void windowsLineEndsAndByteOrderMark_areValid() throws IOException {
        write("acme/app/README.md", "\ufeff---\r\nlayout: collection\r\ndescription: Fine\r\n---\r\n# Fine\r\n");
        RegistryStory story = new RegistryStory(directory);

        assertThat(errors()).isEmpty();
        story.makeSite();
        assertThat(story.site.resolve("acme/app/index.html"))
                .content()
                .contains("<h2 id=\"user-content-fine\">Fine</h2>");
    }

    @Test
    void namesAndLinks_hostile_areReported() throws IOException {
        Path secret =
                Files.writeString(directory.resolve("secret"), "---\nlayout: collection\ndescription: TOP\n---\n");
        Files.createDirectories(registry.resolve("acme/link"));
        Files.createSymbolicLink(registry.resolve("acme/link/README.md"), secret);
        Files.createSymbolicLink(registry.resolve("acme/app/manifests"), directory);
        write("acme/app/.gitattributes", "digests/** text\n");
        write("Acme/app/README.md", "---\nlayout: collection\n---\n");
        write("acme/con/README.md", "---\nlayout: collection\n---\n");
        write("acme/a\u0007b/README.md", "---\nlayout: collection\n---\n");

        List<Problem> errors = errors();
        assertThat(errors)
                .extracting(Problem::code)
                .contains(
                        ProblemCode.FILE_KIND_INVALID,
                        ProblemCode.NAME_RESERVED,
                        ProblemCode.NAME_INVALID,
                        ProblemCode.FILE_STRAY);
        assertThat(errors).allSatisfy(problem -> {
            assertThat(problem.hint()).as(problem.toString()).isNotBlank();
            assertThat(problem.location()).as(problem.toString()).isNotNull();
            assertThat(problem.toString()).doesNotContain("TOP", "\u0007", "manifests/registry");
        });
    }

    @Test
    void store_notAllowedForContributions_isReported() throws IOException {
        RegistryStory story = new RegistryStory(directory);
        Files.writeString(directory.resolve("x"), "x");
        story.publish("x", "acme/other", "1.0");
        Path page = registry.resolve("acme/other/README.md");
        String ours = Files.readString(page);
        for (String store : List.of(
                "http://127.0.0.1:1/x",
                "http://[::1]/x",
                "http://169.254.169.254/latest/meta-data",
                "http://localhost/x",
                "file:///etc",
                "file:../outside",
                "ftp://storage.example/x",
                "https://user:password@storage.example/x")) {
            Files.writeString(page, ours.replaceFirst("store: .*", "store: \"" + store + "\""));
            List<Problem> errors = errors();
            assertThat(errors).as(store).isNotEmpty();
            assertThat(errors)
                    .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("password"));
        }
    }

    @Test
    void faults_several_areReportedTogether() throws IOException {
        write("acme/app/manifests/1.0/README.md", "---\n- a\n---\n");
        write("acme/app/manifests/2.0/README.md", "---\nlayout: manifests/oci\nsize: 1\nsize: 2\n---\n");
        write("acme/app/manifests/3.0/README.md", "nothing\n");
        write("acme/b/README.md", "---\nlayout: collection\nlayout: collection\n---\n");

        assertThat(errors())
                .extracting(problem -> problem.location().file())
                .containsExactly(
                        "acme/app/manifests/1.0/README.md",
                        "acme/app/manifests/2.0/README.md",
                        "acme/app/manifests/3.0/README.md",
                        "acme/b/README.md");
    }

    @Test
    void index_thatNamesARemovedDigest_makesNoSite() {
        RegistryDirectory.wellFormed(registry)
                .note("acme/app", ManifestText.digest(Sample.AMD64), "removed: it had a secret");
        assertThat(error().code()).isEqualTo(ProblemCode.MANIFEST_BLOB_UNKNOWN);
    }
}
