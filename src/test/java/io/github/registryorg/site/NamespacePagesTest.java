package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces and branding, from a registry's files to the files of its site. */
class NamespacePagesTest {

    private static final String BELOW = "href=\"-/below/\"";

    @TempDir
    private Path directory;

    @Test
    void namespace_ofTheNameOfARepository_isLinkedOnceThereIsOne() throws IOException {
        repository("acme");
        make();
        assertThat(site("acme/index.html")).content().doesNotContain(BELOW);

        repository("acme/app");
        make();
        assertThat(site("acme/index.html")).content().contains(BELOW);
        assertThat(site("acme/-/below/index.html")).content().contains("href=\"../../../acme/app/\"");

        Files.delete(directory.resolve("registry/acme/app/README.md"));
        Files.delete(directory.resolve("registry/acme/app"));
        make();
        assertThat(site("acme/index.html")).content().doesNotContain(BELOW);
        assertThat(site("acme/-/below/index.html")).doesNotExist();
    }

    @Test
    void namespace_becomingARepository_hasItsPageThere() throws IOException {
        repository("acme/app");
        make();
        assertThat(site("acme/index.html")).content().contains("<h1>acme ", "href=\"../acme/app/\"");

        repository("acme");
        make();
        assertThat(site("acme/index.html")).content().contains("<h1>acme</h1>", BELOW);
    }

    @Test
    void logo_changed_isOnEachPage() throws IOException {
        repository("acme/app");
        Files.writeString(directory.resolve("registry/registry.yaml"), "formatVersion: 1\naccent: \"#7a3cff\"\n");
        make();
        assertThat(site("acme/app/index.html")).content().doesNotContain("/logo.");

        Files.writeString(directory.resolve("registry/logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        make();
        assertThat(site("acme/app/index.html")).content().containsPattern("-/assets/logo\\.[0-9a-f]{8}\\.svg");
        try (Stream<Path> assets = Files.list(site("-/assets"))) {
            assertThat(assets.map(asset -> asset.getFileName().toString()))
                    .areExactly(1, named("logo."))
                    .areExactly(1, named("style."));
        }
    }

    private static Condition<String> named(String beginning) {
        return new Condition<>(name -> name.startsWith(beginning), "an asset %s…", beginning);
    }

    private void repository(String name) throws IOException {
        Path page = directory.resolve("registry").resolve(name).resolve("README.md");
        Files.createDirectories(page.getParent());
        Files.writeString(page, "---\nlayout: collection\ndescription: Of " + name + "\n---\n");
    }

    private Path site(String file) {
        return directory.resolve("site").resolve(file);
    }

    private void make() throws IOException {
        Path settings = directory.resolve("registry/registry.yaml");
        if (!Files.exists(settings)) {
            Files.writeString(settings, "formatVersion: 1\n");
        }
        new StaticRegistry()
                .site(new SiteRequest(
                        directory.resolve("registry"),
                        directory.resolve("site"),
                        Host.of("local"),
                        null,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
    }
}
