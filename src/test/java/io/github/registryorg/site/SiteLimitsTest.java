package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.tree.TreeSink;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is larger than its host takes is reported, with what to do instead. */
class SiteLimitsTest {

    @TempDir
    Path directory;

    private record Small(Map<Limit, Long> limits) implements Host {

        @Override
        public String name() {
            return "small";
        }

        @Override
        public HostCapabilities capabilities() {
            return new HostCapabilities(Set.of(), limits);
        }

        @Override
        public Optional<String> usualAddress() {
            return Optional.empty();
        }

        @Override
        public void emit(List<BlobRule> blobs, TreeSink sink) {}

        @Override
        public Map<Limit, Long> uses(List<BlobRule> blobs) {
            return Map.of(Limit.REDIRECT_BYTES, 101L);
        }
    }

    private List<Problem> passed(Map<Limit, Long> limits) throws URISyntaxException {
        Path metadata = Path.of(
                SiteLimitsTest.class.getResource("/fixtures/registry-small").toURI());
        return new StaticRegistry()
                        .site(new SiteRequest(
                                metadata,
                                directory.resolve("site"),
                                new Small(limits),
                                null,
                                BlobMode.AUTO,
                                RegistryStory.ACCESS))
                        .findings()
                        .stream()
                        // its store is on the web, where it does not exist
                        .filter(problem -> problem.code() == ProblemCode.HOST_LIMIT)
                        .toList();
    }

    @Test
    void site_withinItsLimits_givesNoFinding() throws URISyntaxException {
        assertThat(passed(Map.of(Limit.FILES, 1_000L, Limit.REDIRECT_BYTES, 101L)))
                .isEmpty();
    }

    @Test
    void site_beyondALimit_givesAFindingWithAHint() throws URISyntaxException {
        List<Problem> problems = passed(
                Map.of(Limit.FILE_BYTES, 100L, Limit.SITE_BYTES, 1_000L, Limit.FILES, 3L, Limit.REDIRECT_BYTES, 100L));
        assertThat(problems).extracting(Problem::code).containsOnly(ProblemCode.HOST_LIMIT);
        assertThat(problems).extracting(Problem::severity).containsOnly(Severity.WARNING);
        assertThat(problems)
                .extracting(Problem::toString)
                .anyMatch(text -> text.matches(
                        "HOST_LIMIT \\d+ files: have up to [\\d,]+ bytes in one file, and small allows at most 100:"
                                + " -/assets/.* more\\. Use a host that can.*"))
                .anyMatch(text ->
                        text.matches("HOST_LIMIT the site: has [\\d,]+ bytes, and small allows at most 1,000\\. .*"))
                .anyMatch(text -> text.matches("HOST_LIMIT the site: has \\d+ files, and small allows at most 3\\. .*"))
                .anyMatch(
                        text -> text.startsWith(
                                "HOST_LIMIT the site: has 101 bytes that say where blobs are, and small allows at most 100. Use shorter"));
    }

    private List<Problem> passedOn(String host) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        directory.resolve("registry"),
                        directory.resolve("site-" + host),
                        Host.of(host),
                        "https://registry.example",
                        BlobMode.AUTO,
                        RegistryStory.ACCESS))
                .findings();
    }

    @Tag("slow")
    @Test
    void site_withTooManyFiles_givesAFinding() {
        RegistryFixture.write(directory.resolve("registry"), 480, 10, "https://storage.example/acme");
        assertThat(passedOn("cloudflare-pages")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.HOST_LIMIT);
            assertThat(problem.toString())
                    .contains("and cloudflare-pages allows at most 20,000", "A paid plan allows 100,000 files");
        });
        assertThat(passedOn("netlify")).isEmpty();
    }

    @Test
    void directory_withoutColonsInNames_isRefused() {
        FileSystem windows = mock(FileSystem.class);
        when(windows.getPath("sha256:0")).thenThrow(new InvalidPathException("sha256:0", "Illegal char <:>"));
        Path site = mock(Path.class);
        when(site.getFileSystem()).thenReturn(windows);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> SiteDirectory.refuseWithoutColons(site))
                .withMessageContaining("allows no colons in file names")
                .withMessageContaining("WSL");
        SiteDirectory.refuseWithoutColons(directory);
    }
}
