package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.testkit.ReservedPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users see where one repository is broken and the store of another is dead: one goal after the other, as in CI. */
class VerdictGoalsTest {

    @TempDir
    Path directory;

    private List<String> run(Class<? extends RegistryMojo> type, boolean fails) throws Exception {
        RegistryMojo mojo = new CommandLine(
                        type == ValidateMojo.class ? "validate" : "site",
                        Map.of(
                                "registry.directory", directory.toString(),
                                "registry.verdict",
                                        directory.resolve("target/verdict.json").toString(),
                                "registry.allowedHosts", "127.0.0.1"),
                        new Settings())
                .in(directory, type);
        RecordingLog log = (RecordingLog) mojo.getLog();
        if (fails) {
            assertThatExceptionOfType(MojoFailureException.class).isThrownBy(mojo::execute);
        } else {
            mojo.execute();
        }
        return log.lines;
    }

    @Test
    void registry_withBrokenRepositories_isValidatedAndMade() throws Exception {
        GitDirectoryFixture git = GitDirectoryFixture.init(directory);
        RegistryDirectory registry = RegistryDirectory.wellFormed(directory)
                .file("registry.yaml", "formatVersion: 1\n")
                .file(".gitignore", "target/\n.store/\n");
        String good = git.commit("Good");
        run(ValidateMojo.class, false);
        registry.file("acme/app/manifests/2.0/README.md", "---\nlayout: [\n---\n");
        try (ReservedPort nothing = ReservedPort.take()) {
            registry.page("acme/dead", "store: http://" + nothing.address() + "/acme")
                    .content("acme/dead", Sample.ARM64)
                    .content("acme/dead", Sample.ARM64_CONFIG)
                    .tag("acme/dead", "1.0", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
            git.commit("Bad");

            assertThat(run(ValidateMojo.class, true))
                    .anyMatch(line -> line.startsWith("ERROR FRONT_MATTER_INVALID acme/app/manifests/2.0/README.md"))
                    .anyMatch(line -> line.startsWith("ERROR IO_FAILED acme/dead"));
        }
        assertThat(run(SiteMojo.class, false))
                .anyMatch(line -> line.startsWith(
                        "WARN REPOSITORY_HELD_BACK acme/app: is in the site as it was at " + good.substring(0, 10)))
                .contains("INFO Held back: 1 repository as last good, 0 as now, 0 left out");
    }
}
