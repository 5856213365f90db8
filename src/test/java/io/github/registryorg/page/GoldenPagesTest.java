package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whole pages, byte for byte. Where one is meant to change, run the test with
 * {@code -Dgolden.update=true} and review the difference.
 */
class GoldenPagesTest {

    private final Pages pages = new Pages();

    @Test
    void home_withRepositories_isTheGoldenPage() throws IOException {
        assertGolden("home.html", pages.home(Samples.home()));
    }

    @Test
    void home_empty_isTheGoldenPage() throws IOException {
        assertGolden("home-empty.html", pages.home(new HomeView("", null, null, NamespaceTree.of(List.of()))));
    }

    @Test
    void repository_withTags_isTheGoldenPage() throws IOException {
        assertGolden("repository.html", pages.repository(Samples.repository()));
    }

    @Test
    void repository_inTheLegacyFormat_isTheGoldenPage() throws IOException {
        assertGolden("repository-legacy.html", pages.repository(Samples.legacy()));
    }

    @Test
    void tagList_rendered_isTheGoldenPage() throws IOException {
        assertGolden("tag-list.html", pages.tagList(Samples.tagList()));
    }

    @Test
    void notFound_rendered_isTheGoldenPage() throws IOException {
        assertGolden("404.html", pages.notFound(new NotFoundView("Example Registry", "/registry-org/")));
    }

    @Test
    void namespace_withRepositories_isTheGoldenPage() throws IOException {
        Namespace acme = Samples.home().tree().namespaces().get(0);
        assertGolden(
                "namespace.html",
                pages.namespace(
                        new NamespaceView("Example Registry", acme, acme.pages().get(0))));
    }

    private static void assertGolden(String name, byte[] page) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.write(Path.of("src/test/resources/golden/page", name), page);
            return;
        }
        try (InputStream golden = GoldenPagesTest.class.getResourceAsStream("/golden/page/" + name)) {
            assertThat(new String(page, StandardCharsets.UTF_8))
                    .isEqualTo(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
