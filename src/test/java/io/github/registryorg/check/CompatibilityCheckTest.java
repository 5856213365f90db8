package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that some clients can't pull by, with the clients, where there is something to pull. */
class CompatibilityCheckTest {

    private static final String LONG = "acme/" + "a".repeat(120) + "/" + "b".repeat(110);

    @TempDir
    Path root;

    private List<Problem> check(String name, String address) {
        List<Problem> problems = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problems::add);
        new CompatibilityCheck(SiteAddress.parse(address))
                .repository(metadata.repository(RepositoryName.parse(name)), problems::add);
        return problems;
    }

    private RegistryDirectory page(String name) {
        return RegistryDirectory.wellFormed(root).page(name, "store: file:.store");
    }

    @Test
    void name_ofOneCharacter_isAWarningThatNamesTheClients() {
        page("a").content("a", Sample.ARM64);

        assertThat(check("a", null)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CLIENTS_FAIL);
            assertThat(problem.subject()).isEqualTo("a");
            assertThat(problem.hint()).contains("Clients that fail: ").contains("crane", "cosign");
            assertThat(problem.location().file()).isEqualTo("a/README.md");
        });
    }

    @Test
    void repository_withNothingToPull_hasNoFinding() {
        page("a");

        assertThat(check("a", null)).isEmpty();
    }

    @Test
    void name_tooLongTogetherWithItsHost_isAWarningWhereTheHostIsKnown() {
        page(LONG).content(LONG, Sample.ARM64);

        assertThat(check(LONG, null)).isEmpty();
        assertThat(check(LONG, "https://registry.containers.acme.example"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains("podman", "skopeo", "apptainer"));
        assertThat(check("acme/app", "https://registry.containers.acme.example"))
                .isEmpty();
    }

    @Test
    void check_ofAnIndexInAnIndex_namesTheClients() {
        String nested = ManifestText.index(ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH));
        RegistryDirectory.wellFormed(root).content("acme/app", nested);
        List<Problem> problems = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problems::add);
        Repository repository = metadata.repository(RepositoryName.parse("acme/app"));
        new CompatibilityCheck(Optional.empty())
                .manifest(
                        repository,
                        repository.manifest(ManifestText.digest(nested)).orElseThrow(),
                        problems::add);

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint())
                        .contains("Clients that fail: ")
                        .contains("podman", "skopeo"));
    }
}
