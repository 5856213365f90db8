package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierVersionTest {

    private static final String APP = "acme/app";
    private static final String NESTED = ManifestText.index(ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH));

    @TempDir
    Path directory;

    private final List<Problem> problems = new ArrayList<>();
    private RegistryDirectory then;
    private RegistryDirectory now;

    @BeforeEach
    void begin() {
        then = write("then");
        now = write("now");
    }

    private RegistryDirectory write(String name) {
        return RegistryDirectory.wellFormed(directory.resolve(name))
                .content(APP, NESTED)
                .tag(APP, "nested", ManifestText.INDEX, NESTED, Sample.BOTH_SIZE + ManifestText.size(NESTED));
    }

    private Repository open() {
        return EarlierVersion.of(
                new DirectoryTree(then.root()),
                new DirectoryTree(now.root()),
                RepositoryName.parse(APP),
                problems::add);
    }

    private List<String> tags() {
        return open().tags().stream().map(Tag::name).toList();
    }

    @Test
    void nothing_takenDown_isAsItWas() {
        now.page(APP, "title: New").tag(APP, "2", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        assertThat(tags()).containsExactly("1.4.2", "arm64", "nested");
        assertThat(open().page().title()).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    void image_removed_takesDownAllIndexesAboveItAndTheirTags() {
        now.note(APP, ManifestText.digest(Sample.AMD64), "removed: has a key in it");
        Repository repository = open();
        assertThat(repository.tags()).containsExactly(Tag.parse("arm64"));
        assertThat(repository.note(ManifestText.digest(Sample.AMD64)).removed()).contains("has a key in it");
        assertThat(repository.has(ManifestText.digest(Sample.BOTH))).isFalse();
        assertThat(repository.has(ManifestText.digest(NESTED))).isFalse();
    }

    @Test
    void image_deleted_takesDownTheSame() {
        now.remove(RegistryDirectory.digestFile(APP, ManifestText.digest(Sample.AMD64)));
        assertThat(tags()).containsExactly("arm64");
        assertThat(open().has(ManifestText.digest(Sample.AMD64))).isFalse();
    }

    @Test
    void note_thatWasThere_staysWithWhatIsNewInIt() {
        then.note(APP, ManifestText.digest(Sample.ARM64), "bases: file:.then", "yanked: old reason");
        now.note(APP, ManifestText.digest(Sample.ARM64), "bases: file:.now");
        assertThat(open().note(ManifestText.digest(Sample.ARM64)))
                .isEqualTo(new DigestNote(List.of("file:.then"), Map.of(), "old reason", null));
        now.note(APP, ManifestText.digest(Sample.ARM64), "bases: file:.now", "yanked: new reason");
        assertThat(open().note(ManifestText.digest(Sample.ARM64)).yanked()).contains("new reason");
        assertThat(open().note(ManifestText.digest(Sample.ARM64)).bases()).containsExactly("file:.then");
    }

    @Test
    void note_thatCannotBeRead_takesNothingDown() {
        now.note(APP, ManifestText.digest(Sample.ARM64), "removed: [");
        assertThat(tags()).contains("arm64");
        assertThat(problems).isEmpty();
    }

    @Test
    void tag_deletedOrBroken_isGoneOrAsItWas() {
        now.file(APP + "/manifests/1.4.2/README.md", "---\n- no\n---\n");
        now.remove(APP + "/manifests/arm64/README.md").remove(APP + "/manifests/arm64");
        assertThat(tags()).containsExactly("1.4.2", "nested");
    }

    @Test
    void recipe_deleted_isNotServed() {
        for (RegistryDirectory one : List.of(then, now)) {
            one.file(
                            APP + "/manifests/old/README.md",
                            "---\nlayout: manifests/singularity\nsize: 1\ndigest: sha256:abc\nlayers: []\n---\n")
                    .file(APP + "/manifests/old/Singularity", "Bootstrap: docker\n");
        }
        then.file(APP + "/manifests/old/Singularity.secret", "TOKEN=x\n");
        Repository repository = open();
        LegacyTag tag = (LegacyTag) repository.tag(Tag.parse("old")).orElseThrow();
        assertThat(repository.recipes(tag)).containsExactly("Singularity");
    }

    @Test
    void repository_deprecatedNow_isSo() {
        then.page(APP, "title: Then");
        now.page(APP, "title: Now", "deprecated: nobody repairs it", "successor: acme/next");
        assertThat(open().page().deprecated()).isEqualTo("nobody repairs it");
        assertThat(open().page().successor()).isEqualTo(RepositoryName.parse("acme/next"));
        assertThat(open().page().title()).isEqualTo("Then");
    }
}
