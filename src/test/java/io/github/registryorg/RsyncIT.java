package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two commands of the documentation that copy a site to a web server, in the place of an older one. */
class RsyncIT {

    private static final Pattern COMMAND = Pattern.compile("(?m)^rsync (.*) target/registry-site/ /srv/registry/$");

    @TempDir
    private Path directory;

    private static List<String> commands() throws IOException {
        return COMMAND.matcher(Files.readString(Path.of("src/site/markdown/hosts.md")))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private void run(String command) {
        String[] words = command.substring("rsync ".length())
                .replace("/srv/registry/", "served/")
                .split(" ");
        RealClient.of("rsync").run(directory, words);
    }

    private Map<String, String> site(String host, int tags) throws IOException {
        Path registry = directory.resolve("registry");
        FileTrees.clear(registry);
        RegistryFixture.write(registry, 2, tags, "https://storage.example/acme");
        new StaticRegistry()
                .site(new SiteRequest(
                        registry,
                        directory.resolve("target/registry-site"),
                        Host.of(host),
                        "https://registry.example",
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
        return FileTrees.of(directory.resolve("target/registry-site"));
    }

    @Test
    void commands_ofTheDocumentation_areTwo() throws IOException {
        assertThat(commands()).hasSize(2);
    }

    /** After the first step, all that is new is there, and what says what a tag names is as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"nginx", "caddy", "apache"})
    void site_copiedByBothCommands_namesNothingThatIsNotThere(String host) throws IOException {
        Files.createDirectories(directory.resolve("served"));
        site(host, 3);
        commands().forEach(this::run);
        Map<String, String> old = FileTrees.of(directory.resolve("served"));
        Map<String, String> expected = site(host, 2);
        assertThat(expected).isNotEqualTo(old);

        run(commands().get(0));
        Map<String, String> between = FileTrees.of(directory.resolve("served"));
        assertThat(between.keySet()).containsAll(old.keySet());
        expected.forEach((path, content) -> {
            boolean isRule = path.startsWith("-/host/") || path.endsWith(".htaccess");
            assertThat(between.get(path)).as(path).isEqualTo(isRule ? old.get(path) : content);
        });

        run(commands().get(1));
        assertThat(FileTrees.of(directory.resolve("served"))).isEqualTo(expected);
    }
}
