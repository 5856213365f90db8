package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTagsTest {

    private static final Host PAGES = Host.of("github-pages");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.html",
                "index.html",
                "404.html",
                "X.HTML",
                "1.0.Html",
                "x.htm",
                "x.shtml",
                "x.xhtml",
                "x.xht",
                "x.svg",
                "x.SVGZ",
                "x.xml",
                "x.xsl",
                "x.rss",
                "x.atom",
                "x.rdf",
                "x.mathml",
                "x.pdf",
                "x.js.svg",
                "_.html",
                "x..html"
            })
    void isDocument_endingOfScriptableType_isOneWhereTypesGoByNames(String tag) {
        assertThat(Host.all())
                .filteredOn(host -> DocumentTags.isDocument(host, Tag.parse(tag)))
                .extracting(Host::name)
                .containsExactly("github-pages", "gitlab-pages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "html",
                "svg",
                "1.0",
                "1.0-html",
                "html.1",
                "x.html.1",
                "x.html.gz",
                "x.html_",
                "3.9.alpine",
                "v1.js",
                "x.css",
                "x.json",
                "x.txt",
                "x.png",
                "2024.01.xmlish"
            })
    void isDocument_anyOtherName_isNone(String tag) {
        assertThat(Host.all()).noneMatch(host -> DocumentTags.isDocument(host, Tag.parse(tag)));
    }

    @Test
    void refusal_namesHostAndAnotherTag() {
        Problem problem = DocumentTags.refusal(PAGES, "acme/app", Tag.parse("1.0.Html"));
        assertThat(problem.code()).isEqualTo(ProblemCode.TAG_SCRIPTABLE);
        assertThat(problem.subject()).isEqualTo("acme/app:1.0.Html");
        assertThat(problem.what()).contains("github-pages", "\".Html\"");
        assertThat(problem.hint()).contains("\"1.0-Html\"");
    }

    @Test
    void leftOut_manyTags_isOneFindingWithTheFirst() {
        List<String> references = List.of("a:1.xml", "a:2.xml", "a:3.xml", "a:4.xml", "a:5.xml", "a:6.xml", "a:7.xml");
        assertThat(DocumentTags.leftOut(PAGES, references).orElseThrow())
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TAG_LEFT_OUT))
                .satisfies(problem -> assertThat(problem.subject()).isEqualTo("7 tags"))
                .satisfies(problem -> assertThat(problem.cause()).contains("a:5.xml and 2 more"));
        assertThat(DocumentTags.leftOut(PAGES, List.of("a:1.xml")).orElseThrow().subject())
                .isEqualTo("a:1.xml");
        assertThat(DocumentTags.leftOut(PAGES, List.of())).isEmpty();
    }

    @Test
    void leftOut_ofFiveTags_namesAll() {
        List<String> references = List.of("a:1.xml", "a:2.xml", "a:3.xml", "a:4.xml", "a:5.xml");

        Problem problem = DocumentTags.leftOut(PAGES, references).orElseThrow();

        assertThat(problem.what())
                .isEqualTo("are left out of the site, since github-pages would serve their manifests as documents, and"
                        + " browsers would run scripts in them");
        assertThat(problem.cause()).isEqualTo("a:1.xml, a:2.xml, a:3.xml, a:4.xml, a:5.xml");
        assertThat(problem.hint())
                .isEqualTo("Use other tags: registry:validate -Dregistry.host=github-pages reports each. What they name"
                        + " can be pulled by digest.");
    }

    @Test
    void leftOut_ofOneTag_isAboutIt() {
        Problem problem = DocumentTags.leftOut(PAGES, List.of("a:1.xml")).orElseThrow();

        assertThat(problem.what())
                .isEqualTo("is left out of the site, since github-pages would serve its manifest as a document, and"
                        + " browsers would run scripts in it");
        assertThat(problem.cause()).isNull();
    }
}
