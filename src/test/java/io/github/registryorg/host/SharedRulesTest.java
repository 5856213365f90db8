package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that programs and files for hosts repeat, since they can't call their owner. */
class SharedRulesTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final Digest DIGEST = Digest.sha256(new byte[0]);

    /** As it ships with us. */
    private static String resource(String name) throws IOException {
        try (InputStream in = ServerConfig.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-api.js", "cloudfront-request.js"})
    void program_ofAnEdge_hasTheGrammarOfTheRegistry(String program) throws IOException {
        String digests = Arrays.stream(DigestAlgorithm.values())
                .map(algorithm -> algorithm.id() + ":[0-9a-f]{" + algorithm.hexLength() + "}")
                .collect(Collectors.joining("|", "(", ")"));

        assertThat(resource(program))
                .contains(" NAME = /^"
                        + RepositoryName.PATTERN.replace("(?:", "(").replace("/", "\\/") + "$/;")
                .contains(" TAG = /^" + Tag.PATTERN.replace("A-Za-z", "a-zA-Z") + "$/;")
                .contains(" DIGEST = /^" + digests + "$/;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry-api.js",
                "cloudflare-pages.js",
                "netlify.js",
                "cloudfront-request.js",
                "cloudfront-response.js"
            })
    void program_ofAnEdge_repeatsNoHeaderThatIsDecidedElsewhere(String program) throws IOException {
        assertThat(resource(program)).doesNotContain(CacheControl.IMMUTABLE, CacheControl.SHORT, PagePolicy.HEADER);
        assertThat(ServerConfig.of(program).text()).doesNotContain("@IMMUTABLE@", "@SHORT@", "@POLICY@");
    }

    @Test
    void program_ofAnEdge_keepsWhatIsNamedByItsHash() {
        assertThat(ServerConfig.of("registry-api.js").text())
                .contains(" FOR_EVER = \"public, max-age=31536000, immutable, no-transform\";")
                .contains(" SHORTLY = \"public, max-age=60, no-transform\";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx.conf", "nginx-http.conf", "Caddyfile", "Caddyfile.tags", "htaccess"})
    void configuration_ofAWebServer_repeatsNothingThatIsDecidedElsewhere(String config) throws IOException {
        assertThat(resource(config))
                .doesNotContain(CacheControl.IMMUTABLE, CacheControl.SHORT, PagePolicy.HEADER)
                .doesNotContain("\"manifests\":[]", Tag.PATTERN);
        assertThat(ServerConfig.of(config).text())
                .doesNotContain("@NAME@", "@TAG@", "@DIGEST@", "@PART@")
                .doesNotContain("@POLICY@", "@IMMUTABLE@", "@SHORT@", "@NO_REFERRERS@");
    }

    @Test
    void blobRules_emitted_areFound(@TempDir Path site) throws IOException {
        Digest other = Digest.sha256(new byte[1]);
        BlobRule all = BlobRule.of(NAME, null, List.of("https://store.example", "file:store"));
        BlobRule one = BlobRule.of(NAME, DIGEST, List.of("https://cdn.example/get?id=7"));
        write(site, EmittedFiles.of("local", List.of(all, one)).get(BlobRules.FILE));

        assertThat(BlobRules.addresses(site, NAME, DIGEST)).isEqualTo(one.addresses());
        assertThat(BlobRules.addresses(site, NAME, other)).isEqualTo(all.addresses());
        assertThat(BlobRules.addresses(site, RepositoryName.parse("acme/other"), DIGEST))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/app\t*\t", "acme/app\t*\t\t"})
    void blobRules_lineWithoutAddresses_hasNone(String line, @TempDir Path site) throws IOException {
        write(site, line + "\n");

        assertThat(BlobRules.addresses(site, NAME, DIGEST)).isEmpty();
    }

    private static void write(Path site, String rules) throws IOException {
        Path file = site.resolve(BlobRules.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, rules);
    }
}
