package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.page.WebLink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionLinkTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/app, https://github.com/acme/app/commit/9fceb02",
        "https://github.com/acme/app.git/, https://github.com/acme/app/commit/9fceb02",
        "https://GitLab.com/acme/sub/app, https://GitLab.com/acme/sub/app/-/commit/9fceb02",
        "https://codeberg.org/acme/app#readme, https://codeberg.org/acme/app/commit/9fceb02",
        "https://bitbucket.org/acme/app, https://bitbucket.org/acme/app/commits/9fceb02"
    })
    void revision_ofAKnownForge_hasALink(String source, String link) {
        assertThat(RevisionLink.of(WebLink.tryParse(source).orElseThrow(), "9fceb02")
                        .map(WebLink::href))
                .contains(link);
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.acme.example/app, 9fceb02",
        "https://github.com.evil.example/acme/app, 9fceb02",
        "https://github.com:8443/acme/app, 9fceb02",
        "https://github.com/, 9fceb02",
        "https://github.com/acme/app, main",
        "https://github.com/acme/app, ../../evil"
    })
    void revision_ofAnotherKind_hasNone(String source, String revision) {
        assertThat(RevisionLink.of(WebLink.tryParse(source).orElseThrow(), revision))
                .isEmpty();
    }
}
