package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.deploy.DeployRequest;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.LegacyRegistry;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.Skopeo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The goal as people run it, in the directory of a registry in the legacy format. */
class ImportIT {

    private static final int KILLS = 4;

    @TempDir
    Path temporary;

    private LegacyRegistry legacy;

    @BeforeEach
    void legacy() throws IOException {
        legacy = new LegacyRegistry(Files.createDirectory(temporary.resolve("registry")));
    }

    @AfterEach
    void close() {
        legacy.close();
    }

    private MavenRun goal(String goal, String... properties) {
        return MavenRun.goal(legacy.directory, goal, properties)
                .with("-Dregistry.allowedHosts=127.0.0.1:" + legacy.storage.port());
    }

    @Test
    void image_imported_isPulledByARealClient() throws IOException {
        Skopeo skopeo = Skopeo.in(temporary);
        legacy.likeTheRealOne();
        assertThat(goal("import").run().succeeded().output())
                .contains("imported  lab/centos:latest  SIF, " + ByteCount.binary(LegacyRegistry.SIF.length))
                .contains("4 tags imported, 0 left as they are, 0 in OCI format already");
        goal("validate", "deep=true").then("site").run().succeeded();
        MavenRun.Started server = goal("serve", "port=0").start();
        try {
            server.awaitSaid("until Ctrl-C");
            Matcher address =
                    Pattern.compile("http://(127\\.0\\.0\\.1:[0-9]+)/").matcher(server.output());
            assertThat(address.find()).isTrue();
            assertPulled(skopeo, address.group(1) + "/lab/centos:latest", LegacyRegistry.SIF);
            assertPulled(skopeo, address.group(1) + "/lab/nginx:1.17", LegacyRegistry.OTHER_SIF);
            assertPulled(skopeo, address.group(1) + "/lab/busybox:latest", LegacyRegistry.SQUASHFS);
        } finally {
            server.kill();
        }
    }

    private void assertPulled(Skopeo skopeo, String reference, byte[] file) throws IOException {
        Path pulled = temporary.resolve("pulled");
        FileTrees.clear(pulled);
        skopeo.pull(reference, "pulled");
        JsonNode manifest = PlainJson.READER.readTree(Files.readAllBytes(pulled.resolve("manifest.json")));
        String layer = manifest.at("/layers/0/digest").asText();
        assertThat(layer).isEqualTo(LegacyRegistry.sha256(file));
        assertThat(pulled.resolve(layer.substring("sha256:".length()))).hasBinaryContent(file);
        String config = manifest.at("/config/digest").asText();
        assertThat(pulled.resolve(config.substring("sha256:".length()))).hasContent("{}");
    }

    @Test
    void import_deployed_hasItsFilesInTheBucket() throws IOException {
        try (S3Server bucket = S3Server.start(Files.createDirectory(temporary.resolve("objects")))) {
            legacy.likeTheRealOne().importIt();
            StoreAccess files = legacy.access();
            StoreAccess access = new StoreAccess(files.map(), files.allowed(), null, bucket.settings());
            Path site = temporary.resolve("site");
            new StaticRegistry()
                    .site(new SiteRequest(
                            legacy.directory, site, Host.of("s3"), "https://registry.example", BlobMode.AUTO, access));
            new StaticRegistry()
                    .deploy(new DeployRequest(site, "s3://" + S3Server.BUCKET, legacy.directory, false, access));

            try (S3Client client = bucket.client()) {
                String blobs = "v2/lab/centos/blobs/";
                assertThat(object(client, blobs + LegacyRegistry.sha256("{}".getBytes(StandardCharsets.UTF_8))))
                        .asString()
                        .isEqualTo("{}");
                assertThat(object(client, blobs + LegacyRegistry.sha256(LegacyRegistry.SIF)))
                        .isEqualTo(LegacyRegistry.SIF);
            }
        }
    }

    private static byte[] object(S3Client client, String key) {
        return client.getObjectAsBytes(
                        request -> request.bucket(S3Server.BUCKET).key(key))
                .asByteArray();
    }

    @Test
    void file_ofAGibibyte_needsLittleMemoryAndNoDisk() {
        long size = 1L << 30;
        byte[] some = new byte[1 << 20];
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        for (long sent = 0; sent < size; sent += some.length) {
            hash.update(some);
        }
        String digest = Digest.of(DigestAlgorithm.SHA256, hash.digest()).toString();
        legacy.collection("lab/large", "Large").tag("lab/large:1", "1048576", digest, "/large", "");
        legacy.respond("/large", exchange -> {
            exchange.sendResponseHeaders(200, size);
            for (long sent = 0; sent < size; sent += some.length) {
                exchange.getResponseBody().write(some);
            }
        });

        goal("import").environment("MAVEN_OPTS", "-Xmx40m").run().succeeded();

        assertThat(legacy.text(LegacyRegistry.tagFile("lab/large:1"))).contains("layout: manifests/oci");
        assertThat(FileTrees.of(legacy.directory).keySet())
                .noneMatch(file -> file.contains("large") && file.endsWith(".tmp"));
    }

    @Test
    void import_killed_isFinishedByTheNext() throws IOException {
        legacy.collection("lab/many", "Many");
        for (int i = 0; i < 60; i++) {
            byte[] sif = LegacyRegistry.sif("number " + i, 400_000 + i);
            legacy.serve("/" + i + ".sif", sif)
                    .tag("lab/many:" + i, String.valueOf(sif.length), LegacyRegistry.sha256(sif), "/" + i + ".sif", "");
        }
        LegacyRegistry whole = new LegacyRegistry(temporary.resolve("whole"));
        for (String file : FileTrees.of(legacy.directory).keySet()) {
            whole.file(file, legacy.text(file));
        }
        whole.close();
        Path many = legacy.directory.resolve("lab/many");
        long before = FileTrees.size(many).files();
        goal("import", "directory=" + whole.directory).run().succeeded();
        long after = FileTrees.size(whole.directory.resolve("lab/many")).files();
        Map<String, String> expected = FileTrees.of(whole.directory);

        int inside = 0;
        for (int i = 1; i <= KILLS; i++) {
            long enough = before + (after - before) * i / (KILLS + 1);
            if (goal("import").start().killWhen(() -> FileTrees.size(many).files() >= enough)) {
                inside++;
            }
            FileTrees.of(legacy.directory).forEach((path, digest) -> {
                Matcher named =
                        Pattern.compile(".*/digests/.*/([0-9a-f]{64})\\.json").matcher(path);
                if (named.matches()) {
                    assertThat(digest).isEqualTo("sha256:" + named.group(1));
                }
            });
        }
        assertThat(inside).as("kills while files were written").isPositive();
        goal("import").run().succeeded();

        Map<String, String> files = FileTrees.of(legacy.directory);
        files.keySet().removeIf(file -> !file.startsWith("lab/") && !file.equals(".gitattributes"));
        assertThat(files).isEqualTo(expected);
    }

    @Test
    void import_withFailures_failsAfterTheRest() throws IOException {
        legacy.likeTheRealOne().tag("lab/centos:6", "704", LegacyRegistry.sha256(LegacyRegistry.SIF), "/gone.sif", "");

        MavenRun.Ended ended = goal("import").run();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains("BLOB_UNKNOWN lab/centos:6: ")
                .contains("[lab/centos/manifests/6/README.md:8]")
                .contains("4 tags imported, 1 left as they are")
                .contains("1 tag could not be imported")
                .doesNotContain("\tat ");
        assertThat(legacy.directory.resolve("target/registry-import.json")).isRegularFile();
    }
}
