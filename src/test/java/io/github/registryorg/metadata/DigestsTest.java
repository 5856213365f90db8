package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.digest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes and notes of digests: what is told of those that are broken, and where their blobs are. */
class DigestsTest {

    private static final RegistrySettings SETTINGS =
            RegistrySettings.read("formatVersion: 1\nstore: https://all.example\n".getBytes(UTF_8), problem -> {});

    @TempDir
    private Path root;

    private RegistryDirectory registry;
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(root);
    }

    private Repository repository() {
        return new MetadataDirectory(new DirectoryTree(root), problems::add)
                .repository(RepositoryName.parse("acme/app"));
    }

    /** The only problem of a repository all of whose digests were read. */
    private Problem problem() {
        Repository repository = repository();
        repository.digests().forEach(digest -> {
            repository.manifest(digest);
            repository.note(digest);
        });
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void content_changedAfterItWasMade_isReportedWithTheUsualCause() {
        registry.file(RegistryDirectory.digestFile("acme/app", digest(Sample.ARM64)), Sample.ARM64 + "\n");

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(problem.subject()).isEqualTo(RegistryDirectory.digestFile("acme/app", digest(Sample.ARM64)));
        assertThat(problem.location().file()).isEqualTo(problem.subject());
        assertThat(problem.hint())
                .startsWith("The file was changed after it was made (line endings, by git or an editor?)")
                .contains("The line \"**/digests/** -text -filter\" in the registry's .gitattributes");
        assertThat(repository().manifest(digest(Sample.ARM64))).isEmpty();
        assertThat(repository().has(digest(Sample.ARM64))).isTrue();
    }

    @Test
    void content_thatIsNoJson_isReportedWithWhatToDo() {
        registry.content("acme/app", "not JSON");

        Problem problem = problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
        assertThat(problem.subject()).isEqualTo(RegistryDirectory.digestFile("acme/app", digest("not JSON")));
        assertThat(problem.hint()).isNotBlank();
    }

    @Test
    void note_ofAbsentContent_isReportedUnlessItWasRemoved() {
        registry.note("acme/app", digest("gone"), "yanked: it is broken");
        String file = RegistryDirectory.noteFile("acme/app", digest("gone"));

        Problem problem = problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_UNKNOWN);
        assertThat(problem.subject()).isEqualTo(file);
        assertThat(problem.what()).isEqualTo("describes a manifest that is not here");
        assertThat(problem.location().file()).isEqualTo(file);
        assertThat(problem.hint()).contains("set \"removed\" to the reason");
        assertThat(repository().has(digest("gone"))).isFalse();
        assertThat(repository().manifest(digest("gone"))).isEmpty();

        problems.clear();
        registry.note("acme/app", digest("gone"), "removed: it had a secret");
        assertThat(repository().note(digest("gone")).removed()).contains("it had a secret");
        assertThat(problems).isEmpty();
    }

    @Test
    void note_ofPresentContent_isNoProblem() {
        registry.note("acme/app", digest(Sample.ARM64), "yanked: it is broken");

        assertThat(repository().note(digest(Sample.ARM64)).yanked()).contains("it is broken");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yanked: [", "yanked: {}", "bases: [ftp://x]"})
    void note_broken_isReportedAndEmpty(String text) {
        registry.note("acme/app", digest(Sample.ARM64), text);

        assertThat(problem().code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(repository().note(digest(Sample.ARM64))).isEqualTo(DigestNote.NONE);
    }

    // where blobs are

    @Test
    void bases_ofAManifest_areItsOwnOrThePagesOrTheRegistrys() {
        Digest arm64 = digest(Sample.ARM64);
        assertThat(repository().bases(arm64, SETTINGS)).containsExactly("file:.store");
        registry.page("acme/app");
        assertThat(repository().bases(arm64, SETTINGS)).containsExactly("https://all.example");
        registry.note("acme/app", arm64, "bases: https://own.example");
        assertThat(repository().bases(arm64, SETTINGS)).containsExactly("https://own.example");
        assertThat(repository().bases(digest(Sample.AMD64), SETTINGS)).containsExactly("https://all.example");
        assertThat(repository().bases(SETTINGS)).containsExactly("https://all.example");
    }

    @Test
    void addresses_ofABlob_areItsUrlsOrInTheBases() {
        Digest layer = digest(Sample.SHARED_LAYER);
        registry.page("acme/app", "store: https://page.example/x/")
                .note("acme/app", digest(Sample.ARM64), "urls: {\"" + layer + "\": [\"https://one.example/l?x=1\"]}");

        assertThat(repository().addresses(digest(Sample.ARM64), layer, SETTINGS))
                .extracting(address -> address.url(layer))
                .containsExactly("https://one.example/l?x=1");
        assertThat(repository().addresses(digest(Sample.AMD64), layer, SETTINGS))
                .extracting(address -> address.url(layer))
                .containsExactly("https://page.example/x/sha256/" + layer.hex());
    }
}
