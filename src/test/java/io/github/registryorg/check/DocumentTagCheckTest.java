package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tag whose manifest a host would serve as a web page is refused where it will be served by such a host. */
class DocumentTagCheckTest {

    private static final String TAG = "1.0.html";

    @TempDir
    Path root;

    private List<Problem> check(String tag, List<String> hosts) {
        RegistryDirectory.wellFormed(root).tag("acme/app", tag, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        List<Problem> problems = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problems::add);
        Repository repository = metadata.repository(RepositoryName.parse("acme/app"));
        new DocumentTagCheck(Host.of(hosts))
                .tag(repository, repository.tag(Tag.parse(tag)).orElseThrow(), problems::add);
        return problems;
    }

    @Test
    void tag_thatAHostServesAsAPage_isReportedAtItsFile() {
        assertThat(check(TAG, List.of("github-pages")))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.location().file()).isEqualTo("acme/app/manifests/" + TAG + "/README.md"));
    }

    @Test
    void tag_ofAHostThatSetsTypes_isFine() {
        assertThat(check(TAG, List.of("nginx"))).isEmpty();
        assertThat(check(TAG, List.of())).isEmpty();
    }

    @Test
    void tag_ofAnotherName_isFine() {
        assertThat(check("1.0", List.of("github-pages"))).isEmpty();
    }
}
