package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.client.Client;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code registry.blobs=urls}: only manifests have the addresses of layers. */
class SiteUrlsTest {

    private static final String BASE = "https://storage.example/acme";

    @TempDir
    Path directory;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        registry.page("acme/app", "store: " + BASE);
    }

    private SiteResult make(String host, BlobMode mode) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of(host),
                        "https://registry.example",
                        mode,
                        RegistryStory.ACCESS));
    }

    private Path file(String path) {
        return directory.resolve("site/v2/acme/app").resolve(path);
    }

    private String manifest(Object reference) throws IOException {
        return Files.readString(file("manifests/" + reference));
    }

    private static String url(String blob) {
        return "\"urls\":[\"" + BASE + "/sha256/" + ManifestText.digest(blob).hex() + "\"]";
    }

    private static Works works(SiteResult made, Client client, Operation operation) {
        return made.grade().cells().get(client).get(operation).works();
    }

    @Test
    void site_withUrls_servesManifestsWithUrls() throws IOException {
        make("s3", BlobMode.URLS);
        String arm64 = manifest("arm64");
        assertThat(arm64).contains(url(Sample.SHARED_LAYER)).doesNotContain(url(Sample.ARM64_CONFIG));
        Digest served = Digest.sha256(arm64.getBytes(StandardCharsets.UTF_8));
        assertThat(manifest(served)).isEqualTo(arm64);
        assertThat(manifest("1.4.2")).contains(served.toString(), "\"size\":" + arm64.length());
        // what was pinned stays, byte for byte
        assertThat(manifest(ManifestText.digest(Sample.ARM64))).isEqualTo(Sample.ARM64);
        assertThat(manifest(ManifestText.digest(Sample.BOTH))).isEqualTo(Sample.BOTH);
        assertThat(file("referrers/" + served)).exists();
        assertThat(file("blobs/" + ManifestText.digest(Sample.ARM64_CONFIG))).hasContent(Sample.ARM64_CONFIG);
        assertThat(file("blobs/" + ManifestText.digest(Sample.SHARED_LAYER))).doesNotExist();
    }

    @Test
    void pages_ofManifestsWithUrls_nameTheServedDigest() throws IOException {
        make("s3", BlobMode.URLS);
        String served = ManifestText.digest(manifest("arm64")).toString();

        assertThat(directory.resolve("site/acme/app/-/tags/arm64/index.html"))
                .content()
                .contains(
                        "data-copy=\"" + served + "\"",
                        "acme/app@" + served,
                        "than the one in the metadata, <code>" + ManifestText.digest(Sample.ARM64));
        assertThat(directory.resolve("site/acme/app/index.html"))
                .content()
                .contains("data-digest=\"" + served + "\"", "title=\"" + served + "\"")
                .doesNotContain("\"" + ManifestText.digest(Sample.ARM64) + "\"");
    }

    @Test
    void site_withUrlsMadeAgain_isTheSame() {
        make("s3", BlobMode.URLS);
        Map<String, String> before = FileTrees.of(directory.resolve("site"));
        assertThat(make("s3", BlobMode.URLS).changed()).isFalse();
        make("s3", BlobMode.AUTO);
        make("s3", BlobMode.URLS);
        assertThat(FileTrees.of(directory.resolve("site"))).isEqualTo(before);
    }

    @Test
    void site_withUrls_reportsWhatItBreaks() throws IOException {
        SiteResult made = make("nginx", BlobMode.URLS);
        assertThat(made.findings()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_CHANGED);
            assertThat(problem.toString()).contains("under 2 tags", "signatures", "oras", "docker");
        });
        assertThat(works(made, Client.DOCKER, Operation.PULL)).isEqualTo(Works.NO);
        for (Client client : new Client[] {
            Client.DOCKER_CONTAINERD,
            Client.PODMAN,
            Client.SKOPEO,
            Client.CONTAINERD,
            Client.CRANE,
            Client.APPTAINER_DOCKER
        }) {
            assertThat(works(made, client, Operation.PULL)).as(client.title()).isEqualTo(Works.YES);
        }
        assertThat(made.grade().needs()).containsExactly(Need.LAYERS_HERE);
        assertThat(directory.resolve("site/acme/app/index.html"))
                .content()
                .contains(
                        "podman pull registry.example/acme/app",
                        "docker can't pull this from here: layers are elsewhere");
    }

    @Test
    void config_byUrlOnly_isNotForCrane() throws IOException {
        registry.remove(RegistryDirectory.digestFile("acme/app", ManifestText.digest(Sample.ARM64_CONFIG)));
        registry.remove(RegistryDirectory.digestFile("acme/app", ManifestText.digest(Sample.AMD64_CONFIG)));
        SiteResult made = make("s3", BlobMode.URLS);
        assertThat(manifest("arm64")).contains(url(Sample.ARM64_CONFIG), url(Sample.SHARED_LAYER));
        assertThat(works(made, Client.CRANE, Operation.PULL)).isEqualTo(Works.NO);
        assertThat(works(made, Client.PODMAN, Operation.PULL)).isEqualTo(Works.YES);
    }

    @Test
    void blobs_ofThisMachineOnly_areCopiedIntoTheSite() throws IOException {
        registry.page("acme/app", "store: file:.store");
        SiteResult made = make("nginx", BlobMode.URLS);
        assertThat(made.findings()).isEmpty();
        assertThat(manifest("arm64")).isEqualTo(Sample.ARM64);
        assertThat(file("blobs/" + ManifestText.digest(Sample.SHARED_LAYER))).hasContent(Sample.SHARED_LAYER);
    }

    @ParameterizedTest
    @CsvSource({"local,AUTO", "nginx,AUTO", "nginx,REDIRECT", "s3,AUTO", "github-pages,AUTO"})
    void manifests_withoutTheModeUrls_areUnchanged(String host, BlobMode mode) throws IOException {
        make(host, mode);
        assertThat(manifest("arm64")).isEqualTo(Sample.ARM64);
        assertThat(manifest("1.4.2")).isEqualTo(Sample.BOTH);
        assertThat(file("manifests").toFile().list()).hasSize(5);
    }

    @Test
    void blobMode_byName_isParsed() {
        assertThat(BlobMode.parse("urls")).isEqualTo(BlobMode.URLS);
    }
}
