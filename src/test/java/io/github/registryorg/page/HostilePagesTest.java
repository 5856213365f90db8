package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content;
import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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
        for (byte[] content : List.of(
                home(attack),
                namespace(attack),
                index(attack),
                repository(attack),
                tagList(attack),
                notFound(attack),
                branded(attack))) {
            Document page = Xhtml.parse(content);

            assertThat(Xhtml.elements(page))
                    .extracting(Element::getTagName)
                    .doesNotContain("style", "iframe", "object", "form", "svg");
            assertThat(Xhtml.elements(page))
                    .filteredOn(element -> element.getTagName().equals("script"))
                    .hasSizeBetween(2, 3)
                    .allMatch(script -> script.getTextContent().isEmpty()
                            && script.getAttribute("src").contains("-/assets/"));
            assertThat(Xhtml.attributes(page))
                    .noneMatch(attribute -> attribute.getName().startsWith("on")
                            || attribute.getName().equals("style")
                            || attribute.getName().equals("autofocus"));
            assertThat(Xhtml.values(page, "href"))
                    .allMatch(href -> href.matches("(https?://|#|\\./|\\.\\./|/|acme/|-/|manifests/).*"));
            assertThat(Xhtml.values(page, "src")).allMatch(src -> src.contains("-/assets/"));
            assertThat(new String(content, StandardCharsets.UTF_8))
                    .doesNotContainPattern("[\u202A-\u202E\u2066-\u2069\u2028\\x00-\\x08\\x0B-\\x1F\uFFFE]");
        }
    }

    private byte[] home(String attack) {
        return pages.home(new HomeView(
                attack, attack, WebLink.tryParse(attack).orElse(null), NamespaceTree.of(List.of(listed(attack)))));
    }

    private byte[] namespace(String attack) {
        Namespace namespace =
                NamespaceTree.of(List.of(listed(attack))).namespaces().get(0);
        return pages.namespace(
                new NamespaceView(attack, namespace, namespace.pages().get(0)));
    }

    private byte[] index(String attack) {
        return pages.index(new IndexView(
                attack, RepositoryIndex.of(List.of(listed(attack))).pages().get(0)));
    }

    private static byte[] branded(String attack) {
        Pages branded = new Pages(new Branding(
                null,
                null,
                attack,
                List.of(new TitledLink(attack, "https://evil.example/'&x=y#z")),
                TitledLink.tryParse(attack, attack).orElse(null),
                TitledLink.tryParse(attack, attack).orElse(null)));
        return branded.notFound(new NotFoundView(attack, "/"));
    }

    private static ListedRepository listed(String attack) {
        ListedTag tag = new ListedTag(attack, attack, List.of(attack), Long.MIN_VALUE, true, attack, attack);
        return new ListedRepository(
                RepositoryName.parse("acme/app"),
                attack,
                attack,
                Content.Kind.LEGACY,
                tag,
                List.of(tag),
                1,
                true,
                attack,
                null,
                List.of(attack));
    }

    private byte[] repository(String attack) {
        WebLink none = WebLink.tryParse(attack).orElse(null);
        WebLink link = WebLink.tryParse("https://evil.example/'&x=y#z").orElseThrow();
        TagView tag = row(attack, link);
        return pages.repository(new RepositoryView(
                attack,
                RepositoryName.parse("acme/app"),
                attack,
                attack,
                new RepositoryFacts(attack, none, link, none, attack, attack, attack, none),
                attack,
                attack,
                RepositoryName.parse("acme/next"),
                attack,
                new PullBox(
                        List.of(attack),
                        List.of(attack),
                        List.of(link),
                        List.of(new PullCommand(attack, attack), new PullCommand(attack, attack)),
                        attack,
                        List.of(new PullChoice(Tag.parse("1"), null, 0)),
                        List.of(List.of(new PullTemplate(attack, attack, attack, true)))),
                new TagList(List.of(tag), List.of(tag), 1, 3, new Pager(1, 2))));
    }

    private byte[] tagList(String attack) {
        TagView tag = row(attack, WebLink.tryParse("https://evil.example/").orElseThrow());
        return pages.tagList(new TagListView(
                attack,
                RepositoryName.parse("acme/app"),
                new TagList(List.of(tag), List.of(tag), 2, 3, new Pager(2, 2))));
    }

    private static TagView row(String attack, WebLink link) {
        return new TagView(
                attack,
                attack,
                Content.Kind.LEGACY,
                Collections.nCopies(6, new TagPlatform(attack, Long.MIN_VALUE)),
                7,
                Long.MIN_VALUE,
                true,
                attack,
                true,
                attack,
                attack,
                List.of(link),
                List.of(new RecipeLink(attack, "manifests/1/Singularity")),
                true);
    }

    private byte[] notFound(String attack) {
        return pages.notFound(new NotFoundView(attack, "/"));
    }
}
