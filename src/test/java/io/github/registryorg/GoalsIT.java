package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.metadata.RegistryFixture;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.Jdk;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals as processes: with little memory, killed, interrupted, quiet, on other JDKs and in other places. */
class GoalsIT {

    private static final long GIBIBYTE = 1L << 30;

    private static final long LAYER_BYTES = 16 << 20;

    private static final int KILLS = 4;

    private static final MediaType LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");

    @TempDir
    Path temporary;

    @Test
    void layer_of2GiB_needsLittleMemory() throws Exception {
        Descriptor layer = largeLayer(temporary.resolve("image.tar"), 2 * GIBIBYTE);
        little(MavenRun.goal(
                        temporary,
                        "publish",
                        "source=oci:image.tar",
                        "repository=acme/large",
                        "tags=1.0",
                        "store=file:target/registry/store"))
                .run()
                .succeeded();
        Files.delete(temporary.resolve("image.tar"));
        little(MavenRun.goal(temporary, "validate", "deep=true").then("site"))
                .run()
                .succeeded();
        MavenRun.Started server =
                little(MavenRun.goal(temporary, "serve", "port=0")).start();
        try {
            server.awaitSaid("until Ctrl-C");
            URI blob = URI.create(address(server) + "v2/acme/large/blobs/" + layer.digest());
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(blob).build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(layer.size());
            assertThat(sha256(response.body())).isEqualTo(layer.digest());
        } finally {
            server.kill();
        }
    }

    private static MavenRun little(MavenRun run) {
        return run.environment("MAVEN_OPTS", "-Xmx128m");
    }

    /** An archive of a layout whose layer is mostly a hole. */
    private static Descriptor largeLayer(Path archive, long size) throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        byte[] zeros = new byte[1 << 20];
        for (long done = 0; done < size; done += zeros.length) {
            hash.update(zeros);
        }
        Digest digest = Digest.of(DigestAlgorithm.SHA256, hash.digest());
        Descriptor layer = Descriptor.of(LAYER, digest, size);
        LayoutFixture layout = new LayoutFixture();
        Descriptor config = layout.blob(
                MediaType.OCI_CONFIG, LayoutFixture.config(new Platform("linux", "amd64", null, null), digest));
        layout.entry(layout.manifest(LayoutFixture.image(config, layer)), "1.0");
        byte[] small = layout.tar("").unfinished();
        byte[] header = TarFixture.header('0', "blobs/sha256/" + digest.hex(), "", size);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.write(small);
            file.write(header);
            file.setLength(small.length + header.length + size + 2 * TarFixture.BLOCK);
        }
        return layer;
    }

    private static Digest sha256(InputStream content) throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream in = new DigestInputStream(content, hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(DigestAlgorithm.SHA256, hash.digest());
    }

    @Test
    void site_ofManyTags_needsAsMuchMemoryAsOneOfFew() {
        Path registry = temporary.resolve("registry");
        RegistryFixture.write(registry, 150, 5, "https://storage.example/acme");
        RegistryFixture.write(registry, 1, 1_500, "https://storage.example/acme");
        MavenRun.goal(temporary, "site", "directory=registry")
                .environment("MAVEN_OPTS", "-Xmx32m")
                .run()
                .succeeded();
    }

    @Test
    void publish_killed_isFinishedByTheNext() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        List<Descriptor> layers = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 6; i++) {
            byte[] content = new byte[(int) LAYER_BYTES];
            random.nextBytes(content);
            layers.add(layout.blob(LAYER, content));
        }
        Descriptor config = layout.blob(
                MediaType.OCI_CONFIG,
                LayoutFixture.config(
                        new Platform("linux", "amd64", null, null),
                        layers.stream().map(Descriptor::digest).toArray(Digest[]::new)));
        layout.entry(layout.manifest(LayoutFixture.image(config, layers.toArray(Descriptor[]::new))), "1.0");
        layout.writeDirectory(temporary.resolve("layout"));
        Path whole = Files.createDirectory(temporary.resolve("whole"));
        publishLayout(whole).run().succeeded();
        Map<String, String> expected = FileTrees.of(whole.resolve("target"));

        Path killed = Files.createDirectory(temporary.resolve("killed"));
        Path target = killed.resolve("target");
        int inside = 0;
        for (int i = 1; i <= KILLS; i++) {
            // later with each, so that some leave blobs that are whole
            long bytes = FileTrees.size(target).bytes() + i * LAYER_BYTES / 3;
            if (publishLayout(killed)
                    .start()
                    .killWhen(() -> FileTrees.size(target).bytes() >= bytes)) {
                inside++;
            }
            assertNothingIsHalf(target);
        }
        assertThat(inside).as("kills while blobs were written").isPositive();
        publishLayout(killed).run().succeeded();
        assertThat(FileTrees.of(killed.resolve("target"))).isEqualTo(expected);
    }

    private static MavenRun publishLayout(Path directory) {
        return MavenRun.goal(
                directory,
                "publish",
                "source=oci:../layout",
                "repository=acme/app",
                "tags=1.0",
                "store=file:target/registry/store");
    }

    /** What has its final name has its final content, and what is named is there. */
    private static void assertNothingIsHalf(Path target) throws IOException {
        FileTrees.of(target).forEach((path, digest) -> {
            Matcher named =
                    Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.json)?").matcher(path);
            if (named.matches()) {
                assertThat(digest).as(path).isEqualTo("sha256:" + named.group(1));
            }
        });
        Path tag = target.resolve("registry/acme/app/manifests/1.0/README.md");
        if (Files.exists(tag)) {
            ValidateResult result = new StaticRegistry()
                    .validate(new ValidateRequest(target.resolve("registry"), true, RegistryStory.ACCESS));
            assertThat(result.errors()).isEmpty();
        }
    }

    @Test
    void site_killed_keepsTheOldOne() {
        Path registry = temporary.resolve("registry");
        RegistryFixture.write(registry, 150, 4, "https://storage.example/acme");
        MavenRun.goal(temporary, "site", "directory=registry").run().succeeded();
        Path site = temporary.resolve("target/registry-site");
        Map<String, String> before = FileTrees.of(site);
        RegistryFixture.write(registry, 300, 4, "https://storage.example/acme");
        MavenRun.goal(temporary, "site", "directory=registry", "site=expected")
                .run()
                .succeeded();
        Map<String, String> after = FileTrees.of(temporary.resolve("expected"));
        assertThat(after).isNotEqualTo(before);

        int inside = 0;
        for (int i = 1; i <= KILLS; i++) {
            // beside the old site
            long files = before.size() + (long) after.size() * i / (KILLS + 1);
            if (MavenRun.goal(temporary, "site", "directory=registry")
                    .start()
                    .killWhen(() -> FileTrees.size(site.getParent()).files() >= files)) {
                inside++;
            }
            assertThat(FileTrees.of(site)).isIn(before, after);
        }
        assertThat(inside).as("kills while the new site was written").isPositive();
        MavenRun.goal(temporary, "site", "directory=registry").run().succeeded();
        assertThat(FileTrees.of(site)).isEqualTo(after);
    }

    @Test
    void serve_onCtrlC_endsAndFreesThePort() throws Exception {
        publishHello().then("site").run().succeeded();
        MavenRun.Started first = MavenRun.goal(temporary, "serve", "port=0").start();
        first.awaitSaid("until Ctrl-C");
        URI address = address(first);

        MavenRun.Ended second =
                MavenRun.goal(temporary, "serve", "port=" + address.getPort()).run();
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output())
                .contains("PORT_TAKEN port " + address.getPort())
                .contains("-Dregistry.port=0")
                .doesNotContain("\tat ");

        long pid = first.process().pid();
        boolean ctrlC = !ignoresCtrlC(pid);
        assertThat(new ProcessBuilder("kill", ctrlC ? "-INT" : "-TERM", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
        MavenRun.Ended ended = first.end();
        assertThat(ended.exit()).as(ended.output()).isEqualTo(ctrlC ? 130 : 143);
        assertThat(ended.output()).doesNotContain("\tat ", "ERROR");
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(address.getHost(), address.getPort()).close());
    }

    /** As every process does whose ancestor was started by a shell in the background. */
    private static boolean ignoresCtrlC(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
    }

    @Test
    void goals_quiet_logNothing() throws IOException {
        MavenRun.Ended ended =
                publishHello().then("validate").then("site").with("-q").run().succeeded();

        assertThat(ended.output()).isBlank();
    }

    @Test
    void goals_withSkip_areSkipped() {
        List<String> goals =
                List.of("init", "publish", "pull-request", "import", "validate", "site", "serve", "deploy", "probe");
        MavenRun run = MavenRun.goal(temporary, "help", "skip=true");
        goals.forEach(run::then);

        MavenRun.Ended ended = run.run().succeeded();

        assertThat(ended.output().split("Skipped \\(registry\\.skip\\)", -1)).hasSize(goals.size() + 1);
        assertThat(temporary.resolve("target")).doesNotExist();
    }

    @Test
    void site_onAnyJdk_isTheSame() throws IOException, URISyntaxException {
        // several platforms, a signature, prose and a legacy tag; and many of the ordinary kind
        Path registry = copyBackwards(
                Path.of(GoalsIT.class.getResource("/fixtures/registry-small").toURI()), temporary.resolve("registry"));
        RegistryFixture.write(registry, 30, 3, "https://storage.example/acme");
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\ntitle: İstanbul ılık Iİ\n");
        Path reversed = copyBackwards(registry, temporary.resolve("reversed"));
        MavenRun.goal(temporary, "site", "directory=registry", "site=one").run().succeeded();
        Map<String, String> expected = FileTrees.of(temporary.resolve("one"));

        MavenRun.goal(temporary, "site", "directory=reversed", "site=two")
                .environment("LC_ALL", "tr_TR.ISO-8859-9")
                .environment("TZ", "Pacific/Kiritimati")
                .environment(
                        "MAVEN_OPTS",
                        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati"
                                + " -Dfile.encoding=ISO-8859-9 -Dline.separator=\r")
                .run()
                .succeeded();
        assertThat(FileTrees.of(temporary.resolve("two"))).isEqualTo(expected);
        assertThat(reversed).isDirectory();

        for (Jdk jdk : List.of(Jdk.JDK_21, Jdk.JDK_25)) {
            MavenRun.goal(temporary, "site", "directory=registry", "site=" + jdk)
                    .on(jdk)
                    .run()
                    .succeeded();
            assertThat(FileTrees.of(temporary.resolve(jdk.toString()))).isEqualTo(expected);
        }
    }

    /** Most file systems list files in the order in which they were made, or by a hash of it. */
    private static Path copyBackwards(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
        Collections.reverse(files);
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return to;
    }

    private MavenRun publishHello() throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        return MavenRun.goal(
                temporary,
                "publish",
                "source=hello.txt",
                "repository=acme/hello",
                "tags=1.0",
                "store=file:target/registry/store");
    }

    private static URI address(MavenRun.Started server) {
        Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/").matcher(server.output());
        assertThat(address.find()).isTrue();
        return URI.create(address.group());
    }
}
