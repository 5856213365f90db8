package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.client.Content.Kind;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");

    private static Map<String, String> emitted(String host, BlobRule... rules) {
        Map<String, String> files = new TreeMap<>();
        Host.of(host).emit(List.of(rules), new TreeSink() {
            @Override
            public void file(String path, MediaType mediaType, byte[] content) {
                files.put(path, new String(content, StandardCharsets.UTF_8));
            }

            @Override
            public void sameFile(String path, String earlier) {
                files.put(path, files.get(earlier));
            }
        });
        return files;
    }

    @Test
    void hostsHaveNames() {
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
    void aHostThatRedirectsIsToldWhereBlobsAre() {
        Digest digest = Digest.sha256(new byte[0]);
        BlobRule usual = new BlobRule(NAME, null, List.of("https://a.example/x", "https://b.example/x"));
        BlobRule single = new BlobRule(NAME, digest, List.of("https://c.example/blob"));
        assertThat(usual).isLessThan(single);
        assertThat(emitted("local", usual, single))
                .containsExactly(Map.entry(
                        "-/host/blobs.tsv",
                        "acme/app\t*\thttps://a.example/x\thttps://b.example/x\nacme/app\t" + digest
                                + "\thttps://c.example/blob\n"));
        assertThat(emitted("github-pages")).containsExactly(Map.entry(".nojekyll", ""));
    }

    @Test
    void whatATagNames() {
        assertThat(Kind.of(MediaType.OCI_MANIFEST, null)).isEqualTo(Kind.IMAGE);
        assertThat(Kind.of(MediaType.DOCKER_INDEX, null)).isEqualTo(Kind.MULTI_PLATFORM_IMAGE);
        assertThat(Kind.of(MediaType.OCI_MANIFEST, MediaType.SIF_CONFIG)).isEqualTo(Kind.SIF);
        assertThat(Kind.of(MediaType.OCI_INDEX, new MediaType("a/b"))).isEqualTo(Kind.ARTIFACT);
    }
}
