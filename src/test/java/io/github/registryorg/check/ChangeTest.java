package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.StateChange.State;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of each tag and digest that a contribution changes: what reviewers read. */
class ChangeTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final Digest ARM64 = ManifestText.digest(Sample.ARM64);
    private static final String SUBJECT = "acme/app@" + ARM64;

    @TempDir
    private Path before;

    @TempDir
    private Path after;

    private static Repository repository(Path root) {
        return new MetadataDirectory(new DirectoryTree(root), problem -> {}).repository(NAME);
    }

    private String tag(String name) {
        return TagChange.of(repository(before), repository(after), Tag.parse(name))
                .toString();
    }

    @Test
    void tag_changed_isDescribedByWhatItNames() {
        String legacy = "---\nlayout: manifests/singularity\ndigest: md5:x\nlayers: []\n---\n";
        RegistryDirectory.wellFormed(before).file("acme/app/manifests/old/README.md", legacy);
        RegistryDirectory.wellFormed(after)
                .tag("acme/app", "arm64", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE)
                .tag("acme/app", "new", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE)
                .tag("acme/app", "old", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE)
                .tag("acme/app", "broken", "digest: none");
        Digest both = ManifestText.digest(Sample.BOTH);

        assertThat(tag("new")).isEqualTo("acme/app:new is new: " + ARM64);
        assertThat(tag("arm64")).isEqualTo("acme/app:arm64 moves from " + ARM64 + " to " + both);
        assertThat(tag("1.4.2")).isEqualTo("acme/app:1.4.2 still names " + both + "; its README.md has changed");
        assertThat(tag("old")).isEqualTo("acme/app:old moves from files of the legacy format to " + ARM64);
        assertThat(tag("broken")).isEqualTo("acme/app:broken is new: nothing that can be read");
        assertThat(new TagChange(NAME, Tag.parse("old"), ARM64.toString(), null))
                .hasToString("acme/app:old is removed; it was " + ARM64);
    }

    @Test
    void state_changed_isDescribedWithItsReasons() {
        assertThat(new StateChange(NAME, ARM64, State.YANKED, null, "it is broken"))
                .hasToString(SUBJECT + " is yanked: it is broken");
        assertThat(new StateChange(NAME, ARM64, State.YANKED, "old", "new"))
                .hasToString(SUBJECT + " stays yanked; the reason changes from: old to: new");
        assertThat(new StateChange(NAME, ARM64, State.REMOVED, "it had a secret", null))
                .hasToString(SUBJECT + " is not removed any more; the reason was: it had a secret");
    }

    /** Only those who keep the registry decide what is served. */
    @Test
    void state_removed_isReserved() {
        RegistryDirectory.wellFormed(before).note("acme/app", ARM64, "yanked: it is broken");
        RegistryDirectory.wellFormed(after).note("acme/app", ARM64, "yanked: it is broken", "removed: it had a secret");

        assertThat(StateChange.of(repository(before), repository(after), ARM64))
                .containsExactly(new StateChange(NAME, ARM64, State.REMOVED, null, "it had a secret"))
                .allSatisfy(change -> {
                    assertThat(change.isReserved()).isTrue();
                    Problem problem = change.forbidden(repository(after));
                    assertThat(problem.code()).isEqualTo(ProblemCode.CHANGE_FORBIDDEN);
                    assertThat(problem.subject()).isEqualTo(RegistryDirectory.noteFile("acme/app", ARM64));
                    assertThat(problem.what()).isEqualTo("changes \"removed\", which a contribution may not do");
                    assertThat(problem.hint()).startsWith("Leave \"removed\" as it is on the default branch.");
                });
        assertThat(new StateChange(NAME, ARM64, State.YANKED, null, "x").isReserved())
                .isFalse();
        assertThat(StateChange.of(repository(after), repository(after), ARM64)).isEmpty();
    }
}
