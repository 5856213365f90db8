package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Map;
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
                        "apache, caddy, cloudflare-pages, cloudfront, github-pages, local, netlify, nginx, s3");
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
        assertThat(emitted("github-pages")).containsExactly(Map.entry(".nojekyll", ""));
    }
}
