package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A stranger who fills every field with an attack gets a page that shows it as text. */
class HostilePagesTest {

    private final Pages pages = new Pages();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><script>alert(1)</script>",
                "'><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' onfocus='alert(1)' autofocus='",
                "</title></head><body onload=alert(1)>",
                "</code></pre><iframe src=https://evil.example>",
                "]]><!--",
                "--><svg onload=alert(1)>",
                "javascript:alert(1)",
                "&lt;script&gt;&#x3c;script&#x3e;",
                "${7*7} $unsafe{x} @if(true)",
                "\u202Egnp.exe\u202C\u2066x\u2069",
                "\u0000\u0008\u001B[31m\uFFFE\uD800",
                "a\r\nb\u2028c"
            })
    void field_hostile_isShownAsText(String attack) {
        for (byte[] content : List.of(home(attack), repository(attack), notFound(attack))) {
            Document page = Xhtml.parse(content);

            assertThat(Xhtml.elements(page))
                    .extracting(Element::getTagName)
                    .doesNotContain("script", "style", "iframe", "object", "form", "svg");
            assertThat(Xhtml.attributes(page))
                    .noneMatch(attribute -> attribute.getName().startsWith("on")
                            || attribute.getName().equals("style")
                            || attribute.getName().equals("autofocus"));
            assertThat(Xhtml.values(page, "href"))
                    .allMatch(href -> href.matches("(https?://|#|\\./|\\.\\./|/|acme/|tags/|manifests/).*"));
            assertThat(Xhtml.values(page, "src")).allMatch(src -> src.contains("-/assets/"));
            assertThat(new String(content, StandardCharsets.UTF_8))
                    .doesNotContainPattern("[\u202A-\u202E\u2066-\u2069\u2028\\x00-\\x08\\x0B-\\x1F\uFFFE]");
        }
    }

    private byte[] home(String attack) {
        return pages.home(new HomeView(
                attack,
                attack,
                WebLink.tryParse(attack).orElse(null),
                List.of(new RepositoryEntry(RepositoryName.parse("acme/app"), attack, 1, attack))));
    }

    private byte[] repository(String attack) {
        WebLink none = WebLink.tryParse(attack).orElse(null);
        WebLink link = WebLink.tryParse("https://evil.example/'&x=y#z").orElseThrow();
        TagView tag = new TagView(
                attack,
                attack,
                Content.Kind.LEGACY,
                List.of(attack),
                Long.MIN_VALUE,
                attack,
                true,
                attack,
                attack,
                List.of(link),
                List.of(new RecipeLink(attack, "manifests/1/Singularity")));
        return pages.repository(new RepositoryView(
                attack,
                RepositoryName.parse("acme/app"),
                attack,
                none,
                link,
                none,
                attack,
                attack,
                List.of(attack),
                List.of(new PullCommand(attack, attack)),
                List.of(tag),
                List.of(tag),
                3));
    }

    private byte[] notFound(String attack) {
        return pages.notFound(new NotFoundView(attack, "/"));
    }
}
