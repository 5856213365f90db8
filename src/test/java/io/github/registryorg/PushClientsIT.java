package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.push.PushRequest;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.Skopeo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients push, and what is pulled again is what they pushed. */
class PushClientsIT {

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();
    private LocalServer server;
    private Skopeo skopeo;

    @BeforeEach
    void start() throws IOException {
        skopeo = Skopeo.in(directory);
        Descriptor amd64 = layout.image("a");
        Descriptor arm64 = layout.image("b", Platform.parse("linux/arm64"));
        layout.entry(amd64, "one");
        layout.entry(layout.index(amd64, arm64), "many");
        layout.writeDirectory(directory.resolve("layout"));
        PushRequest push = new PushRequest(
                "file:store",
                "https://storage.example/acme",
                directory,
                directory.resolve("contribution"),
                false,
                null,
                true,
                AllowedSecrets.NONE);
        StoreAccess access = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);
        server = new StaticRegistry()
                .serve(
                        new ServeRequest(
                                directory, directory.resolve("no-site"), 0, null, List.of(), access, push, null),
                        RequestListener.NONE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String reference(String tag) {
        return server.address() + "/acme/app:" + tag;
    }

    private void skopeoCopy(String source, String tag, String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "copy";
        arguments[1] = "-q";
        arguments[2] = "--dest-tls-verify=false";
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[options.length + 3] = source;
        arguments[options.length + 4] = "docker://" + reference(tag);
        skopeo.client().run(directory, arguments);
    }

    @Test
    void skopeo_ofAllPlatformsOfALayout_pushesThemUnchanged() {
        skopeoCopy("oci:layout:many", "many", "--all", "--preserve-digests");
        skopeo.assertPulled("oci:layout:many", reference("many"), "many");
        assertThat(directory.resolve("contribution/acme/app/manifests/many/README.md"))
                .exists();
    }

    @Test
    void skopeo_ofAnArchiveOfDocker_pushesIt() {
        skopeo.client().run(directory, "copy", "-q", "oci:layout:one", "docker-archive:one.tar:acme/app:one");
        skopeoCopy("docker-archive:one.tar", "archive");
        skopeoCopy("oci:layout:one", "schema2", "--format", "v2s2");
        for (String tag : new String[] {"archive", "schema2"}) {
            Path pulled = skopeo.pull(reference(tag), tag);
            assertThat(pulled.resolve("manifest.json")).isNotEmptyFile();
        }
        assertThat(skopeo.pull(reference("schema2"), "again").resolve("manifest.json"))
                .content()
                .contains("application/vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void skopeo_again_sendsNothingAndChangesNothing() throws IOException {
        skopeoCopy("oci:layout:many", "many", "--all", "--preserve-digests");
        Map<String, String> before = FileTrees.of(directory.resolve("contribution"));
        skopeoCopy("oci:layout:many", "many", "--all", "--preserve-digests");
        assertThat(FileTrees.of(directory.resolve("contribution"))).isEqualTo(before);
    }

    @Test
    void buildahAndPodman_pushWhatTheyBuiltAndPulled() throws IOException {
        RealClient podman = RealClient.containers("podman", directory);
        RealClient buildah = RealClient.containers("buildah", directory);
        Files.writeString(directory.resolve("hello.txt"), "hello");
        String container = buildah.run(directory, "from", "scratch");
        buildah.run(directory, "copy", "-q", container, "hello.txt", "/hello.txt");
        buildah.run(directory, "commit", "-q", container, "app");
        buildah.run(directory, "push", "-q", "--tls-verify=false", "app", "docker://" + reference("buildah"));
        String id = podman.run(directory, "pull", "-q", "--tls-verify=false", reference("buildah"));
        podman.run(directory, "push", "-q", "--tls-verify=false", id, reference("podman"));
        assertThat(configOf("podman")).isEqualTo(configOf("buildah"));
    }

    private String configOf(String tag) {
        return skopeo.client()
                .run(directory, "inspect", "--config", "--raw", "--tls-verify=false", "docker://" + reference(tag));
    }

    @Test
    void wrongDigest_ofABrokenLayout_isReportedToTheClient() throws IOException {
        Path broken = directory.resolve("layout/blobs/sha256");
        try (Stream<Path> blobs = Files.list(broken)) {
            for (Path blob : blobs.filter(PushClientsIT::isLayer).toList()) {
                Files.write(blob, new byte[] {1, 2, 3});
            }
        }
        String output = skopeo.client()
                .fail(
                        directory,
                        "copy",
                        "-q",
                        "--dest-tls-verify=false",
                        "oci:layout:one",
                        "docker://" + reference("broken"));
        assertThat(output).isNotEmpty();
        assertThat(directory.resolve("contribution")).doesNotExist();
    }

    private static boolean isLayer(Path file) {
        try {
            byte[] start = Files.readAllBytes(file);
            return start.length > 0 && start[0] != '{';
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
