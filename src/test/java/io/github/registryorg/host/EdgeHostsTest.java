package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.ServedManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for hosts with a program at their edge, and how those use them by their documentation. */
class EdgeHostsTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final Digest DIGEST = Digest.sha256(new byte[0]);

    private static Map<String, String> emitted(String host, List<BlobRule> rules) {
        return EmittedFiles.of(host, rules);
    }

    /** One rule of a {@code _headers} file: a path with a splat or placeholders, and what it sets. */
    private record HeaderRule(String path, Map<String, String> headers) {

        static List<HeaderRule> read(String file) {
            List<HeaderRule> rules = new ArrayList<>();
            for (String line : file.lines().toList()) {
                if (line.startsWith(" ")) {
                    String[] header = line.strip().split(": ", 2);
                    rules.get(rules.size() - 1).headers().put(header[0], header.length > 1 ? header[1] : "");
                } else {
                    rules.add(new HeaderRule(line, new LinkedHashMap<>()));
                }
            }
            return rules;
        }

        /** A splat matches anything, a placeholder all but slashes. */
        boolean matches(String asked) {
            Matcher special = Pattern.compile("\\*|:[A-Za-z]\\w*").matcher(path);
            StringBuilder regex = new StringBuilder();
            int end = 0;
            while (special.find()) {
                regex.append(Pattern.quote(path.substring(end, special.start())))
                        .append(special.group().equals("*") ? ".*" : "[^/]+");
                end = special.end();
            }
            return Pattern.matches(regex + Pattern.quote(path.substring(end)), asked);
        }
    }

    /**
     * Cloudflare joins the values of several rules for one header, but for what ! removes; with Netlify, the last is
     * right.
     */
    private static String header(String host, String path, String name) {
        String value = null;
        for (HeaderRule rule : HeaderRule.read(emitted(host, List.of()).get("_headers"))) {
            if (rule.matches(path)) {
                if (rule.headers().containsKey("! " + name)) {
                    value = null;
                }
                String output = rule.headers().get(name);
                if (output != null) {
                    value = value == null || host.equals("netlify") ? output : value + ", " + output;
                }
            }
        }
        return value;
    }

    @ParameterizedTest
    @CsvSource({
        "/acme/app/, ",
        "/acme/app/tags/, application/json",
        "/tags-of/app/tags/, application/json",
        "/acme/app/manifests/1.0/, application/json",
        "/acme/app/manifests/index.html/, application/json",
        "/acme/app/-/tags/1.0/, ",
        "/acme/app/-/tags/tags/, text/html; charset=utf-8",
        "/v1/images/acme/app:1.0, application/json",
        "/v1/imagefile/acme/app:1.0, application/octet-stream",
        "/v1/imagefile/acme/app:page.html, application/octet-stream",
        "/api/container/acme/app:1.0, application/json",
        "/-/assets/style.css, "
    })
    void headers_ofAPath_haveOneMediaType(String path, String mediaType) {
        for (String host : List.of("cloudflare-pages", "netlify")) {
            assertThat(header(host, path, "Content-Type")).isEqualTo(mediaType);
            assertThat(header(host, path, "Access-Control-Allow-Origin")).isEqualTo("*");
        }
        assertThat(header("cloudflare-pages", "/-/assets/style.css", "Cache-Control"))
                .contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void headerRules_emitted_areFewAndSimple(String host) {
        List<HeaderRule> rules = HeaderRule.read(emitted(host, List.of()).get("_headers"));
        assertThat(rules).hasSizeLessThan(100).allSatisfy(rule -> {
            assertThat(rule.path()).startsWith("/");
            assertThat(rule.path().chars().filter(c -> c == '*').count()).isLessThanOrEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void headerRules_forManyRepositories_areTheSame(String host) {
        List<BlobRule> rules = IntStream.range(0, 10_000)
                .mapToObj(i -> BlobRule.of(
                        RepositoryName.parse("team/app" + i), null, List.of("https://store" + i + ".example")))
                .toList();
        assertThat(emitted(host, rules)).isEqualTo(emitted(host, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void repository_emitted_hasANote(String host) {
        Digest strong = Digest.ofContent(DigestAlgorithm.SHA512, new byte[0]);
        EmittedFiles emitted = new EmittedFiles();
        Host.of(host)
                .emit(
                        new RepositoryContent(
                                NAME,
                                List.of(
                                        new ServedManifest(DIGEST, MediaType.OCI_INDEX, DIGEST),
                                        new ServedManifest(Tag.parse("1.0"), MediaType.DOCKER_MANIFEST, strong)),
                                List.of(),
                                List.of(
                                        BlobRule.of(NAME, null, List.of("https://a.example/", "https://b.example")),
                                        BlobRule.of(NAME, DIGEST, List.of("https://c.example/\t\n\"x"))),
                                List.of(Descriptor.of(MediaType.OCTET_STREAM, strong, 7))),
                        emitted);
        assertThat(emitted.files())
                .containsExactly(Map.entry(
                        "-/host/v2/acme/app/-.tsv",
                        "blobs\t*\thttps://a.example\n"
                                + "blobs\t" + DIGEST + "\thttps://c.example/%09%0A%22x\n"
                                + "bytes\t" + strong + "\t7\n"
                                + "manifests\t1.0\t" + MediaType.DOCKER_MANIFEST + "\t" + strong + "\n"
                                + "manifests\t" + DIGEST + "\t" + MediaType.OCI_INDEX + "\t" + DIGEST + "\n"));
        emitted.files().clear();
        Host.of(host).emit(new RepositoryContent(NAME, List.of(), List.of()), emitted);
        assertThat(emitted.files()).isEmpty();
    }

    @Test
    void program_emitted_hasALicence() {
        assertThat(emitted("cloudflare-pages", List.of()).get("_worker.js"))
                .startsWith("// SPDX-License-Identifier: 0BSD");
        assertThat(emitted("netlify", List.of()).get("-/host/edge-functions/registry.js"))
                .startsWith("// SPDX-License-Identifier: 0BSD");
        assertThat(emitted("cloudfront", List.of()))
                .hasSize(2)
                .allSatisfy((path, code) -> assertThat(code).startsWith("// SPDX-License-Identifier: 0BSD"));
        assertThat(emitted("cloudflare-pages", List.of()).get("_routes.json")).contains("\"/v2/*\"");
    }

    /** Netlify looks for edge functions in this directory, and in no other. */
    @Test
    void program_ofNetlify_isWhereItsSettingsSay() {
        Map<String, String> files = emitted("netlify", List.of());
        Matcher setting = Pattern.compile("(?m)^\\[build]\n(?: {2}.*\n)*? {2}edge_functions = \"([^\"]+)\"$")
                .matcher(files.get("netlify.toml"));

        assertThat(setting.find()).isTrue();
        assertThat(files).containsKey(setting.group(1) + "/registry.js");
        assertThat(files.keySet()).filteredOn(path -> path.endsWith(".js")).hasSize(1);
        assertThat(files.get("netlify.toml")).contains("skip_processing = true", "pretty_urls = false");
    }

    @Test
    void limits_ofEachHost_areThoseThatItDocuments() {
        assertThat(Host.of("cloudflare-pages").capabilities().limits())
                .isEqualTo(Map.of(Limit.FILE_BYTES, 26_214_400L, Limit.FILES, 20_000L));
        assertThat(Host.of("netlify").capabilities().limits()).isEmpty();
    }

    /** Files that hosts read are not repository names: those start with a letter or a digit. */
    @ParameterizedTest
    @ValueSource(strings = {"_headers", "_redirects", "_worker.js", "_routes.json", ".nojekyll", ".htaccess", "CNAME"})
    void file_ofAHost_isNotARepositoryName(String file) {
        assertThat(RepositoryName.tryParse(file)).isEmpty();
    }

    @Test
    void limit_exceeded_hasAdvice() {
        Host cloudflare = Host.of("cloudflare-pages");
        assertThat(cloudflare.advice(Limit.FILES, 100_000)).startsWith("A paid plan allows 100,000 files. Use another");
        assertThat(cloudflare.advice(Limit.FILES, 100_001))
                .startsWith("No plan takes more than 100,000 files. Use another");
        assertThat(cloudflare.advice(Limit.FILE_BYTES, 30_000_000)).contains("this host redirects to");
        assertThat(Host.of("github-pages").advice(Limit.SITE_BYTES, 2_000_000_000L))
                .contains("host that can redirect");
        assertThat(Host.of("netlify").advice(Limit.FILES, 50_000)).doesNotContain("100,000");
    }
}
