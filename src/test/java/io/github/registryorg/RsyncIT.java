package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.starter.Starters;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three commands of the documentation that copy a site to a web server, in the place of an older one. */
class RsyncIT {

    private static final Pattern COMMAND = Pattern.compile("(?m)^rsync (.*) target/registry-site/ /srv/registry/$");

    @TempDir
    private Path directory;

    private static List<String> commands() throws IOException {
        return COMMAND.matcher(Files.readString(Path.of("src/site/markdown/hosts.md")))
                .results()
                .map(match -> match.group(1) + " target/registry-site/ /srv/registry/")
                .toList();
    }

    private void run(String command) {
        // in the place of the shell, which takes the quotes away
        String[] words =
                command.replace("/srv/registry/", "served/").replace("'", "").split(" ");
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
    void commands_ofTheDocumentation_areThoseOfTheCi() throws IOException {
        String script = Starters.file("rsync", ".gitlab-ci.yml").text();
        assertThat(commands())
                .hasSize(3)
                .allMatch(command -> script.contains("rsync " + command.replace("/srv/registry/", "\"$DIRECTORY\"")));
    }

    /** After the first step only blobs are new; after the second, all that is new is there, and what says what a tag names is as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"nginx", "caddy", "apache"})
    void site_copiedByTheCommands_namesNothingThatIsNotThere(String host) throws IOException {
        Files.createDirectories(directory.resolve("served"));
        site(host, 3);
        commands().forEach(this::run);
        Map<String, String> old = FileTrees.of(directory.resolve("served"));
        Map<String, String> expected = site(host, 2);
        assertThat(expected).isNotEqualTo(old);

        run(commands().get(0));
        Map<String, String> withBlobs = FileTrees.of(directory.resolve("served"));
        assertThat(withBlobs.keySet()).containsAll(old.keySet());
        expected.forEach((path, content) ->
                assertThat(withBlobs.get(path)).as(path).isEqualTo(path.contains("/blobs/") ? content : old.get(path)));

        run(commands().get(1));
        Map<String, String> between = FileTrees.of(directory.resolve("served"));
        assertThat(between.keySet()).containsAll(old.keySet());
        expected.forEach((path, content) -> {
            boolean isRule = path.startsWith("-/host/") || path.endsWith(".htaccess");
            assertThat(between.get(path)).as(path).isEqualTo(isRule ? old.get(path) : content);
        });

        run(commands().get(2));
        assertThat(FileTrees.of(directory.resolve("served"))).isEqualTo(expected);
    }
}
