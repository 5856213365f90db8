package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Need;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.ServedContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients, of Debian 12 and of Debian unstable, make of content that not every client can deal with. */
class ClientsIT {

    private static final String LONG = "acme/"
            + Stream.generate(() -> "a".repeat(59))
                    .limit(4)
                    .reduce((one, other) -> one + "/" + other)
                    .orElseThrow();
    private static final String SIF = "application/vnd.sylabs.sif.layer.v1.sif";
    private static final String NO_IMAGE = "no image found in";
    private static final String INNER =
            "Unexpectedly received a manifest list instead of a manifest for a single image";

    private static final LayoutFixture LAYOUT = new LayoutFixture();

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private int used;

    private static ServedContent registry;
    private static Descriptor plain;
    private static Descriptor second;
    private static Descriptor third;
    private static Descriptor chart;

    @BeforeAll
    static void serve() throws IOException {
        registry = new ServedContent(LAYOUT, shared);
        plain = image("linux/amd64");
        second = image("linux/amd64/v2");
        third = image("linux/amd64/v3");
        registry.tag("acme/app", "plain", plain);
        registry.tag("acme/app", "variants", LAYOUT.index(second, third));
        registry.tag("acme/app", "v1", LAYOUT.index(image("linux/amd64/v1")));
        registry.tag("acme/app", "arm", LAYOUT.index(image("linux/arm64/v9")));
        registry.tag("acme/app", "variant-first", LAYOUT.index(third, plain));
        Descriptor inner = LAYOUT.index(image("linux/arm64"));
        registry.tag("acme/app", "nested", LAYOUT.index(LAYOUT.index(plain)));
        registry.tag("acme/app", "mixed", LAYOUT.index(plain, inner));
        RawManifest raw = RawManifest.of(LAYOUT.content(plain.digest()));
        List<Descriptor> parts = raw.manifest().references();
        registry.tag("acme/app", "layer-size", manifest(parts.get(0), longer(parts.get(1))));
        registry.tag("acme/app", "config-size", manifest(longer(parts.get(0)), parts.get(1)));
        registry.tag("a", "1", plain);
        registry.tag(LONG, "1", plain);
        chart = artifact(MediaType.HELM_CONFIG, layer("application/vnd.cncf.helm.chart.content.v1.tar+gzip", ""));
        registry.tag("charts/app", "1.0.0", chart);
        registry.tag("acme/files", "titled", artifact(MediaType.OCI_EMPTY, layer("text/plain", "hello.txt")));
        registry.tag("acme/files", "untitled", artifact(MediaType.OCI_EMPTY, layer("text/plain", "")));
        registry.tag("lab/app", "1", artifact(MediaType.SIF_CONFIG, layer(SIF, "app.sif")));
        registry.tag(
                "lab/app", "old", artifact(MediaType.OCI_EMPTY, layer("appliciation/vnd.sylabs.sif.layer.tar", "x")));
        registry.tag("lab/app", "image", artifact(MediaType.OCI_CONFIG, layer(SIF, "y")));
        registry.tag("lab/app", "other", artifact(MediaType.SIF_CONFIG, layer("application/octet-stream", "z")));
        registry.tag("lab/app", "several", artifact(MediaType.SIF_CONFIG, layer(SIF, "1"), layer(SIF, "2")));
        // without a SIF's header
        byte[] file = "no SIF".getBytes(StandardCharsets.UTF_8);
        String described = "{\"data\":{\"id\":\"1\",\"hash\":\"sha256."
                + Digest.sha256(file).hex() + "\",\"size\":" + file.length
                + ",\"uploaded\":true,\"arch\":\"arm64\",\"tags\":[\"1\"]}}";
        registry.file("v1/images/lab/app:1", "application/json", described.getBytes(StandardCharsets.UTF_8));
        registry.file("v1/imagefile/lab/app:1", "application/octet-stream", file);
    }

    @AfterAll
    static void end() {
        registry.close();
    }

    private static Descriptor image(String platform) {
        return LAYOUT.image("image for " + platform, Platform.parse(platform));
    }

    private static Descriptor manifest(Descriptor config, Descriptor... layers) {
        return LAYOUT.manifest(LayoutFixture.image(config, layers));
    }

    private static Descriptor longer(Descriptor one) {
        return Descriptor.of(one.mediaType(), one.digest(), one.size() + 1);
    }

    private static Descriptor artifact(MediaType config, Descriptor... layers) {
        return manifest(LAYOUT.blob(config, "{}".getBytes(StandardCharsets.UTF_8)), layers);
    }

    private static Descriptor layer(String type, String title) {
        Descriptor layer = LAYOUT.blob(new MediaType(type), ("file " + title).getBytes(StandardCharsets.UTF_8));
        return title.isEmpty() ? layer : layer.withAnnotations(Map.of("org.opencontainers.image.title", title));
    }

    private static Digest layerOf(Descriptor image) {
        return RawManifest.of(LAYOUT.content(image.digest()))
                .manifest()
                .references()
                .get(1)
                .digest();
    }

    private static String at(String reference) {
        return registry.address() + "/" + reference;
    }

    private String skopeo(String reference, String... options) {
        return RealClient.of("skopeo").run(directory, skopeoCopy(reference, options));
    }

    private String skopeoFails(String reference, String... options) {
        return RealClient.of("skopeo").fail(directory, skopeoCopy(reference, options));
    }

    private String[] skopeoCopy(String reference, String... options) {
        List<String> arguments = new ArrayList<>(List.of("copy", "-q", "--src-tls-verify=false"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("docker://" + at(reference), "oci:" + unused("copied") + ":x"));
        return arguments.toArray(String[]::new);
    }

    /** What does not exist yet: what a client has already, it does not fetch again. */
    private Path unused(String name) {
        return directory.resolve(name + ++used);
    }

    /** Debian 12's and unstable's. */
    private List<RealClient> podmans() {
        return List.of(RealClient.containers("podman", directory), RealClient.unstableContainers("podman", directory));
    }

    private void podmanPulls(String reference) {
        podmans().forEach(podman -> podman.run(directory, "pull", "-q", "--tls-verify=false", at(reference)));
    }

    private void podmanFails(String reference, String message) {
        podmans()
                .forEach(podman -> assertThat(podman.fail(directory, "pull", "-q", "--tls-verify=false", at(reference)))
                        .contains(message));
    }

    private String crane(String... arguments) {
        return RealClient.unstable("crane", "--insecure").run(directory, arguments);
    }

    private String craneFails(String... arguments) {
        return RealClient.unstable("crane", "--insecure").fail(directory, arguments);
    }

    /** What it prints where it must fail: without a shell in its root directory, it makes no image of what it has fetched. */
    private String apptainer(String reference) {
        return RealClient.unstable("apptainer")
                .fail(directory, "pull", "--disable-cache", "--no-https", "pulled.sif", reference);
    }

    private Path emptyDirectory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A containerd of its own, and its client. */
    private final class Containerd implements AutoCloseable {

        private final Process process;
        private final RealClient client;

        Containerd() throws IOException, InterruptedException {
            Path root = unused("containerd");
            Path socket = root.resolve("c.sock");
            Files.createDirectories(root);
            Path settings = Files.writeString(root.resolve("config.toml"), """
                    version = 3
                    root = "%1$s/root"
                    state = "%1$s/state"
                    disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images",
                      "io.containerd.cri.v1.runtime", "io.containerd.nri.v1.nri"]
                    [grpc]
                    address = "%1$s/c.sock"
                    [ttrpc]
                    address = "%1$s/t.sock"
                    [plugins.'io.containerd.transfer.v1.local']
                    [[plugins.'io.containerd.transfer.v1.local'.unpack_config]]
                    platform = 'linux/amd64'
                    snapshotter = 'native'
                    """.formatted(root));
            Path log = root.resolve("log");
            process = RealClient.unstable("containerd").start(directory, log, "--config", settings.toString());
            client = RealClient.unstable("ctr", "--address", socket.toString());
            for (int i = 0; i < 600 && process.isAlive() && !Files.exists(socket); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(socket).as(Files.readString(log)).exists();
        }

        private String[] pull(String reference, String... options) {
            List<String> arguments =
                    new ArrayList<>(List.of("images", "pull", "--snapshotter", "native", "--plain-http"));
            arguments.addAll(List.of(options));
            arguments.add(at(reference));
            return arguments.toArray(String[]::new);
        }

        void pulls(String reference, String... options) {
            client.run(directory, pull(reference, options));
        }

        String fails(String reference, String... options) {
            return client.fail(directory, pull(reference, options));
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"variants", "v1"})
    void variants_alone_failForSkopeoAndPodman(String tag) {
        assertThat(skopeoFails("acme/app:" + tag)).contains(NO_IMAGE);
        skopeo("acme/app:" + tag, "--all");
        podmanFails("acme/app:" + tag, NO_IMAGE);
        assertThat(skopeoFails("acme/app:arm", "--override-arch", "arm64")).contains(NO_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer-size", "config-size"})
    void size_wrong_failsForContainerd(String tag) throws IOException, InterruptedException {
        try (Containerd containerd = new Containerd()) {
            assertThat(containerd.fails("acme/app:" + tag, "--local")).contains("short read");
        }
    }

    @Test
    void variants_alone_failForContainerd() throws IOException, InterruptedException {
        try (Containerd containerd = new Containerd()) {
            String message = "no match for platform in manifest";
            assertThat(containerd.fails("acme/app:variants", "--local")).contains(message);
            assertThat(containerd.fails("acme/app:arm", "--local", "--platform", "linux/arm64"))
                    .contains(message);
            // ends well, having fetched no layer
            registry.forget();
            containerd.pulls("acme/app:variants");
            assertThat(registry.isFetched(layerOf(second))).isFalse();
            assertThat(registry.isFetched(layerOf(third))).isFalse();
            // the same as none
            containerd.pulls("acme/app:v1", "--local");
            containerd.pulls("acme/app:variant-first", "--local");
            assertThat(registry.isFetched(layerOf(plain))).isTrue();
            assertThat(registry.isFetched(layerOf(third))).isFalse();
        }
    }

    @Test
    void index_insideAnIndex_isPulledByContainerd() throws IOException, InterruptedException {
        try (Containerd containerd = new Containerd()) {
            registry.forget();
            containerd.pulls("acme/app:nested", "--local");
            assertThat(registry.isFetched(layerOf(plain))).isTrue();
            // what these have is there by now: they are found
            containerd.pulls("a:1", "--local");
            containerd.pulls("acme/app:plain@" + plain.digest(), "--local");
        }
    }

    @Test
    void variants_forCraneAndApptainer_areTheFirst() {
        registry.forget();
        crane("pull", at("acme/app:variants"), "variants.tar");
        assertThat(registry.isFetched(layerOf(second))).isTrue();
        assertThat(registry.isFetched(layerOf(third))).isFalse();
        registry.forget();
        crane("pull", at("acme/app:variant-first"), "first.tar");
        assertThat(registry.isFetched(layerOf(third))).isTrue();
        assertThat(registry.isFetched(layerOf(plain))).isFalse();
        registry.forget();
        apptainer("docker://" + at("acme/app:variant-first"));
        assertThat(registry.isFetched(layerOf(third))).isTrue();
        assertThat(registry.isFetched(layerOf(plain))).isFalse();
    }

    @Test
    void variant_beforeTheImageWithoutOne_isNotTakenByOthers() {
        registry.forget();
        skopeo("acme/app:variant-first");
        podmanPulls("acme/app:variant-first");
        assertThat(registry.isFetched(layerOf(plain))).isTrue();
        assertThat(registry.isFetched(layerOf(third))).isFalse();
    }

    @Test
    void index_insideAnIndex_failsForSkopeoAndPodman() {
        assertThat(skopeoFails("acme/app:nested")).contains(INNER);
        assertThat(skopeoFails("acme/app:nested", "--all")).contains(INNER);
        podmanFails("acme/app:nested", INNER);
        crane("pull", at("acme/app:nested"), "nested.tar");
        // beside an image, the inner index is in the way of --all alone
        skopeo("acme/app:mixed");
        assertThat(skopeoFails("acme/app:mixed", "--all")).contains(INNER);
        podmanPulls("acme/app:mixed");
    }

    @Test
    void name_ofOneCharacter_failsForCraneCosignAndApptainer() {
        assertThat(craneFails("manifest", at("a:1"))).contains("could not parse reference");
        assertThat(craneFails("ls", at("a"))).contains("repository must be between 2 and 255 characters in length");
        assertThat(RealClient.unstable("cosign").fail(directory, "tree", at("a:1")))
                .contains("could not parse reference");
        assertThat(apptainer("docker://" + at("a:1"))).contains("could not parse reference");
        assertThat(apptainer("oras://" + at("a:1"))).contains("could not parse reference");
        skopeo("a:1");
        podmanPulls("a:1");
        RealClient.unstable("oras").run(directory, "manifest", "fetch", "--plain-http", at("a:1"));
    }

    @Test
    void name_thatIsLongWithItsHost_failsForSkopeoPodmanAndApptainer() {
        assertThat(LONG).hasSizeLessThanOrEqualTo(255);
        String message = "repository name must not be more than 255 characters";
        assertThat(skopeoFails(LONG + ":1")).contains(message);
        podmanFails(LONG + ":1", message);
        assertThat(apptainer("docker://" + at(LONG + ":1"))).contains(message);
        assertThat(Requirement.of(Need.SHORTER_ADDRESSES))
                .extracting(Requirement::message)
                .containsOnly(message);
        crane("manifest", at(LONG + ":1"));
        RealClient.unstable("oras").run(directory, "manifest", "fetch", "--plain-http", at(LONG + ":1"));
    }

    @Test
    void tag_withADigest_isRefusedBySkopeoAndApptainer() {
        String both = "acme/app:plain@" + plain.digest();
        assertThat(skopeoFails(both)).contains("both a tag and digest");
        apptainer("docker://" + at(both));
        podmanPulls(both);
        crane("manifest", at(both));
        RealClient.unstable("oras").run(directory, "manifest", "fetch", "--plain-http", at(both));
    }

    @Test
    void sizes_wrongInAManifest_failForSomeClients() {
        skopeo("acme/app:layer-size");
        podmanPulls("acme/app:layer-size");
        assertThat(craneFails("pull", at("acme/app:layer-size"), "x.tar")).contains("error verifying size");
        assertThat(apptainer("docker://" + at("acme/app:layer-size"))).contains("error verifying size");
        assertThat(skopeoFails("acme/app:config-size")).contains("Size mismatch");
        RealClient.of("skopeo")
                .run(directory, "inspect", "--tls-verify=false", "docker://" + at("acme/app:config-size"));
        podmanFails("acme/app:config-size", "size mismatch");
        assertThat(craneFails("pull", at("acme/app:config-size"), "x.tar")).contains("Content-Length header");
        for (String tag : List.of("layer-size", "config-size")) {
            assertThat(RealClient.unstable("oras")
                            .fail(
                                    directory,
                                    "cp",
                                    "--from-plain-http",
                                    "--to-oci-layout",
                                    at("acme/app:" + tag),
                                    tag + ":x"))
                    .contains("mismatch Content-Length");
        }
    }

    @Test
    void artifact_withoutTitles_isCopiedAndNotPulledByOras() throws IOException {
        RealClient oras = RealClient.unstable("oras");
        Path pulled = emptyDirectory("pulled");
        oras.run(pulled, "pull", "--plain-http", at("acme/files:titled"));
        assertThat(names(pulled)).containsExactly("hello.txt");
        assertThat(pulled.resolve("hello.txt")).hasContent("file hello.txt");
        for (String reference : List.of("acme/files:untitled", "charts/app:1.0.0")) {
            Path none = emptyDirectory("none-" + reference.replaceAll("\\W", "-"));
            oras.run(none, "pull", "--plain-http", at(reference));
            assertThat(names(none)).isEmpty();
            oras.run(none, "cp", "--from-plain-http", "--to-oci-layout", at(reference), "layout:x");
            assertThat(names(none.resolve("layout/blobs/sha256"))).hasSize(3);
        }
        Path layer = directory.resolve(
                "none-charts-app-1-0-0/layout/blobs/sha256/" + layerOf(chart).hex());
        assertThat(layer).hasContent("file ");
    }

    @Test
    void artifact_ofAnyKind_isPulledByPodmanArtifact() {
        RealClient podman = podmans().get(1);
        for (String reference :
                List.of("acme/files:titled", "acme/files:untitled", "charts/app:1.0.0", "lab/app:1", "lab/app:old")) {
            podman.run(directory, "artifact", "pull", "-q", "--tls-verify=false", at(reference));
            assertThat(podman.run(directory, "artifact", "inspect", at(reference)))
                    .contains("\"layers\"");
        }
        assertThat(podman.fail(directory, "artifact", "pull", "-q", "--tls-verify=false", at(LONG + ":1")))
                .contains("repository name must not be more than 255 characters");
    }

    /** It reads what it has fetched only then, and ours is none. */
    @Test
    void sif_byItsOneLayer_isTakenByApptainer() {
        for (String tag : List.of("1", "old", "image")) {
            assertThat(apptainer("oras://" + at("lab/app:" + tag))).as(tag).contains("image format not recognized");
        }
        assertThat(apptainer("oras://" + at("lab/app:other"))).contains("invalid layer mediatype");
        assertThat(apptainer("oras://" + at("lab/app:several")))
                .contains("ORAS SIF image should have a single layer, found 2");
    }

    @Test
    void library_forAnotherArchitecture_hasNoImage() {
        RealClient apptainer = RealClient.unstable("apptainer");
        assertThat(apptainer.fail(directory, libraryPull("amd64"))).contains("image does not exist in the library");
        apptainer.run(directory, libraryPull("arm64"));
        assertThat(directory.resolve("arm64.sif")).hasContent("no SIF");
        assertThat(directory.resolve("amd64.sif")).doesNotExist();
    }

    private static String[] libraryPull(String architecture) {
        return new String[] {
            "pull",
            "--disable-cache",
            "--arch",
            architecture,
            "--library",
            "http://" + registry.address(),
            architecture + ".sif",
            "library://lab/app:1"
        };
    }
}
