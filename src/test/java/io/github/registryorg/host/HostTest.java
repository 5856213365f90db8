package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");

    private static Map<String, String> emitted(String host, BlobRule... rules) {
        return EmittedFiles.of(host, List.of(rules));
    }

    @Test
    void hosts_byName_areFoundOrRefused() {
        assertThat(Host.all())
                .extracting(Host::name)
                .isSorted()
                .allSatisfy(name -> assertThat(Host.of(name).name()).isEqualTo(name));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> Host.of("gopher"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining(
                        "apache, caddy, cloudflare-pages, cloudfront, github-pages, gitlab-pages, local, netlify,"
                                + " nginx, s3");
    }

    @Test
    void hostThatRedirects_emitted_hasTheRulesOfBlobs() {
        Digest digest = Digest.sha256(new byte[0]);
        BlobRule usual = BlobRule.of(NAME, null, List.of("https://a.example/x", "https://b.example/x"));
        BlobRule single = BlobRule.of(NAME, digest, List.of("https://c.example/blob"));
        assertThat(usual).isLessThan(single);
        assertThat(emitted("local", usual, single))
                .containsExactly(Map.entry(
                        "-/host/blobs.tsv",
                        "acme/app\t*\thttps://a.example/x\thttps://b.example/x\nacme/app\t" + digest
                                + "\thttps://c.example/blob\n"));
        assertThat(emitted("gitlab-pages", usual)).isEmpty();
        assertThat(emitted("github-pages")).containsExactly(Map.entry(".nojekyll", ""));
    }

    @Test
    void hosts_ofNames_areEachOnce() {
        assertThat(Host.of(List.of("s3", "nginx", "s3"))).extracting(Host::name).containsExactly("s3", "nginx");
    }

    @Test
    void limits_ofEachHost_areThoseThatItDocuments() {
        long fiveTebibytes = 5_497_558_138_880L;
        assertThat(limits("gitlab-pages")).isEqualTo(Map.of(Limit.SITE_BYTES, 1_073_741_824L, Limit.FILES, 200_000L));
        assertThat(limits("github-pages"))
                .isEqualTo(Map.of(Limit.FILE_BYTES, 100_000_000L, Limit.SITE_BYTES, 1_000_000_000L));
        assertThat(limits("s3")).isEqualTo(Map.of(Limit.FILE_BYTES, fiveTebibytes));
        assertThat(limits("cloudfront"))
                .isEqualTo(Map.of(Limit.FILE_BYTES, fiveTebibytes, Limit.REDIRECT_BYTES, 5_000_000L));
        for (String host : List.of("apache", "caddy", "local", "netlify", "nginx")) {
            assertThat(limits(host)).as(host).isEmpty();
            assertThat(Host.of(host).capabilities().most(Limit.FILES)).isEqualTo(Long.MAX_VALUE);
        }
    }

    private static Map<Limit, Long> limits(String host) {
        return Host.of(host).capabilities().limits();
    }

    @Test
    void limit_exceeded_saysWhatAndWhatToDo() {
        assertThat(Limit.FILE_BYTES.amount(7)).isEqualTo("7 bytes in one file");
        assertThat(Limit.SITE_BYTES.amount(7)).isEqualTo("7 bytes");
        assertThat(Limit.FILES.amount(7)).isEqualTo("7 files");
        assertThat(Limit.REDIRECT_BYTES.amount(7)).isEqualTo("7 bytes that say where blobs are");
        assertThat(Host.of("cloudfront").advice(Limit.REDIRECT_BYTES, 7)).startsWith("Use shorter names and addresses");
        assertThat(Host.of("cloudfront").advice(Limit.FILE_BYTES, 7)).contains("this host redirects to");
        assertThat(Host.of("s3").advice(Limit.FILE_BYTES, 7)).contains("this one can't");
    }

    /** Only {@code registry:serve} has an address before anybody gave one. */
    @Test
    void address_ofAHost_isLeftOpenForServe() {
        assertThat(Host.all())
                .filteredOn(host -> host.usualAddress().isPresent())
                .extracting(Host::name)
                .containsExactly("local");
        String page = "<a href=\"" + Host.of("local").usualAddress().orElseThrow() + "/v2/\">";
        assertThat(ServedAddress.isIn(page.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(ServedAddress.isIn("http://127.0.0.1:5000/".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(ServedAddress.usual(page)).isEqualTo("<a href=\"http://127.0.0.1:5000/v2/\">");
    }

    @Test
    void rules_ofBlobs_areSortedByRepositoryAndEndWithSingleBlobs() {
        Digest digest = Digest.sha256(new byte[0]);
        BlobRule all = BlobRule.of(NAME, null, List.of("https://a.example"));
        BlobRule one = BlobRule.of(NAME, digest, List.of("https://a.example/x"));
        BlobRule another = BlobRule.of(RepositoryName.parse("acme/app2"), null, List.of("https://a.example"));

        assertThat(Stream.of(another, one, all).sorted()).containsExactly(all, one, another);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BlobRule.of(NAME, null, List.of()))
                .withMessage("a rule needs an address");
    }

    @Test
    void s3_emitted_hasTheRulesThatDeployReads() {
        BlobRule rule = BlobRule.of(NAME, null, List.of("file:store"));

        assertThat(emitted("s3", rule)).containsExactly(Map.entry("-/host/blobs.tsv", "acme/app\t*\tfile:store\n"));
    }

    @Test
    void abilities_thatAreMissing_sayWhatTheSpecificationWants() {
        assertThat(HostAbility.TAGS_AFTER_ANY.refines()).contains(HostAbility.TAGS_AFTER);
        assertThat(HostAbility.TAGS_AFTER.refines()).isEmpty();
        assertThat(HostAbility.TAGS_AFTER.requiredBySpecification())
                .contains("tags/list ignores last: all tags come again");
        assertThat(HostAbility.CORS.requiredBySpecification()).isEmpty();
        assertThat(Host.of("nginx").capabilities().can(HostAbility.TAG_PAGES)).isFalse();
        assertThat(Host.of("nginx").capabilities().can(HostAbility.TAGS_AFTER)).isTrue();
    }
}
