package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that look like the names of web pages, on hosts that derive types from names and on others. */
class SiteDocumentTagsTest {

    @TempDir
    Path directory;

    private Path registry;
    private Path site;

    @BeforeEach
    void registry() {
        registry = directory.resolve("registry");
        site = directory.resolve("site");
        RegistryDirectory files = RegistryDirectory.wellFormed(registry);
        for (String tag : List.of("page.html", "Index.HTML", "logo.svg", "page.html.1")) {
            files.tag("acme/app", tag, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        }
    }

    private ValidateResult validate(String... hosts) {
        return new StaticRegistry()
                .validate(new ValidateRequest(
                        registry, null, null, false, RegistryStory.ACCESS, Host.of(List.of(hosts)), problem -> {}));
    }

    private SiteResult make(String host) {
        return new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of(host), null, BlobMode.AUTO, RegistryStory.ACCESS));
    }

    @Test
    void validate_forHostThatTypesByName_reportsEachTag() {
        assertThat(validate("nginx", "github-pages").errors())
                .extracting(
                        Problem::code,
                        Problem::subject,
                        problem -> problem.location().file())
                .containsExactly(
                        tuple(
                                ProblemCode.TAG_SCRIPTABLE,
                                "acme/app:Index.HTML",
                                "acme/app/manifests/Index.HTML/README.md"),
                        tuple(ProblemCode.TAG_SCRIPTABLE, "acme/app:logo.svg", "acme/app/manifests/logo.svg/README.md"),
                        tuple(
                                ProblemCode.TAG_SCRIPTABLE,
                                "acme/app:page.html",
                                "acme/app/manifests/page.html/README.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apache", "caddy", "cloudflare-pages", "cloudfront", "local", "netlify", "nginx", "s3"})
    void hostWithExactTypes_hasAllTags(String host) {
        assertThat(validate(host).errors()).isEmpty();
        assertThat(make(host).findings()).extracting(Problem::code).doesNotContain(ProblemCode.TAG_LEFT_OUT);
        assertThat(site.resolve("v2/acme/app/manifests/page.html")).exists();
    }

    @Test
    void site_forHostThatTypesByName_leavesTagsOutAndReportsThem() throws IOException {
        new RegistryDirectory(registry).page("old/app").file("old/app/manifests/page.html/README.md", """
                        ---
                        layout: manifests/singularity
                        size: <script>
                        digest: md5:WGQgL3Ok6o6uD2ZRdClzDQ==
                        layers:
                        - size: 756
                          digest: "md5:WGQgL3Ok6o6uD2ZRdClzDQ=="
                          url: "https://files.example/x.simg?a=1&b=2"
                        ---
                        """);

        SiteResult result = make("github-pages");

        assertThat(result.findings())
                .filteredOn(problem -> problem.code() == ProblemCode.TAG_LEFT_OUT)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("3 tags", "acme/app:Index.HTML, acme/app:logo.svg, acme/app:page.html"));
        assertThat(result.tags()).isEqualTo(4);
        assertThat(files("v2/acme/app/manifests")).contains("1.4.2", "arm64", "page.html.1");
        // by digest, all is there
        assertThat(site.resolve("v2/acme/app/manifests/" + ManifestText.digest(Sample.ARM64)))
                .exists();
        for (String list : List.of("v2/acme/app/tags/list", "acme/app/tags/index.html", "acme/app/index.html")) {
            assertThat(site.resolve(list))
                    .content()
                    .contains("page.html.1")
                    .doesNotContain("logo.svg", "Index.HTML", "page.html\"", "page.html<");
        }
        // of legacy tags, the site has the JSON of our own only
        assertThat(site.resolve("old/app/manifests/page.html/index.html"))
                .content()
                .contains("\\u003Cscript\\u003E", "a=1\\u0026b=2")
                .doesNotContain("<");
        assertThat(make("github-pages").changed()).isFalse();
    }

    @Test
    void recipe_namedLikeADocument_isLeftOutAndReported() {
        String tag = "old/app/manifests/1.0/";
        new RegistryDirectory(registry)
                .page("old/app")
                .file(tag + "README.md", """
                        ---
                        layout: manifests/singularity
                        size: 756
                        digest: "md5:WGQgL3Ok6o6uD2ZRdClzDQ=="
                        layers: []
                        ---
                        """)
                .file(tag + "Singularity", "Bootstrap: docker")
                .file(tag + "Singularity.html", "<script>alert(1)</script>")
                .file(tag + "Singularity.SVG", "<svg/>");

        assertThat(make("github-pages").warnings())
                .filteredOn(problem -> problem.code() == ProblemCode.RECIPE_LEFT_OUT)
                .extracting(Problem::subject)
                .contains(tag + "Singularity.SVG", tag + "Singularity.html");
        assertThat(site.resolve(tag + "Singularity")).exists();
        assertThat(site.resolve(tag + "Singularity.html")).doesNotExist();
        assertThat(site.resolve(tag + "Singularity.SVG")).doesNotExist();
        assertThat(site.resolve("old/app/index.html"))
                .content()
                .contains("manifests/1.0/Singularity\"")
                .doesNotContain("Singularity.html", "Singularity.SVG");
    }

    private List<String> files(String path) throws IOException {
        try (Stream<Path> all = Files.list(site.resolve(path))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains(":"))
                    .toList();
        }
    }
}
