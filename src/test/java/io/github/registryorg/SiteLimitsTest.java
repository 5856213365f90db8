package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is larger than its host takes: it is said, with what to do instead. */
class SiteLimitsTest {

    @TempDir
    Path folder;

    private List<Problem> passed(String host) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        folder.resolve("registry"),
                        folder.resolve("site-" + host),
                        Host.of(host),
                        "https://registry.example",
                        BlobMode.AUTO,
                        RegistryStory.ACCESS))
                .limits();
    }

    @Test
    void tooManyFiles() {
        RegistryFixture.write(folder.resolve("registry"), 480, 10, "https://storage.example/acme");
        assertThat(passed("cloudflare-pages")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.HOST_LIMIT);
            assertThat(problem.toString()).contains("and this host takes 20000", "A paid plan takes 100,000 files");
        });
        assertThat(passed("netlify")).isEmpty();
    }
}
