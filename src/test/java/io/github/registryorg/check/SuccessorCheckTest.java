package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole registry is told of successors: the same as the site says when it is made. */
class SuccessorCheckTest {

    @TempDir
    Path root;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = new RegistryDirectory(root)
                .file("registry.yaml", "formatVersion: 1\n")
                .page("acme/app", "store: https://storage.example/acme", "deprecated: old", "successor: acme/new");
    }

    private List<Problem> findings() {
        return new StaticRegistry()
                .validate(new ValidateRequest(root, false, RegistryStory.ACCESS))
                .warnings();
    }

    @Test
    void successor_thatIsNotThere_isReportedWithItsLine() {
        assertThat(findings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SUCCESSOR_UNKNOWN);
            assertThat(problem.subject()).isEqualTo("acme/app");
            assertThat(problem.location()).hasToString("acme/app/README.md:5");
        });
    }

    @Test
    void successor_thatIsThere_isNoFinding() {
        registry.page("acme/new", "store: https://storage.example/acme");
        assertThat(findings()).isEmpty();
    }
}
