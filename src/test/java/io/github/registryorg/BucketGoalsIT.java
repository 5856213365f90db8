package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.store.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The goals as processes, with buckets: where keys come from and never go, and runs that are killed. */
class BucketGoalsIT {

    private static final String SITE = "acme-site";

    @TempDir
    Path temporary;

    private S3Server server;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(Files.createDirectory(temporary.resolve("objects")));
        server.create(SITE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MavenRun goal(String goal, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.addAll(List.of("endpoint=" + server.endpoint(), "pathStyle=true", "region=us-east-1"));
        return MavenRun.goal(temporary, goal, all.toArray(String[]::new));
    }

    private MavenRun publish(String source) {
        return goal("publish", "source=" + source, "repository=acme/app", "tags=1.0", "store=s3://" + S3Server.BUCKET);
    }

    private String storeMap() {
        return "storeMap=" + server.endpoint() + "/" + S3Server.BUCKET + "=s3://" + S3Server.BUCKET;
    }

    private static MavenRun withKey(MavenRun run) {
        return run.environment("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY)
                .environment("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    }

    private Map<String, Digest> objects(String bucket) {
        try (S3Client client = server.client()) {
            Map<String, Digest> objects = new TreeMap<>();
            client.listObjectsV2Paginator(request -> request.bucket(bucket))
                    .contents()
                    .forEach(object -> {
                        try (InputStream in =
                                client.getObject(get -> get.bucket(bucket).key(object.key()))) {
                            objects.put(object.key(), Digest.sha256(in.readAllBytes()));
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
            return objects;
        }
    }

    private void assertNothingIsUnfinished() {
        try (S3Client client = server.client()) {
            assertThat(client.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                            .uploads())
                    .isEmpty();
        }
    }

    @Test
    void noKeyIsEverWrittenAnywhere() throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        List<String> said = new ArrayList<>();
        MavenRun settings = publish("hello.txt").with("-Dregistry.server=acme").with("-X");
        said.add(settings.server("acme", S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                .run()
                .succeeded()
                .said());
        said.add(withKey(goal("validate", storeMap()).with("-X"))
                .run()
                .succeeded()
                .said());
        said.add(withKey(goal("site", "host=s3", storeMap()).with("-X"))
                .run()
                .succeeded()
                .said());
        said.add(withKey(goal("deploy", "target=s3://" + SITE, storeMap()).with("-X"))
                .run()
                .succeeded()
                .said());
        assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(S3Server.SECRET_KEY));
        assertThat(objects(SITE)).containsKeys("v2/acme/app/manifests/1.0", "v2/_catalog");

        for (Path file : FileTrees.of(temporary.resolve("target")).keySet().stream()
                .map(temporary.resolve("target")::resolve)
                .toList()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
        }
    }

    @Test
    void whoHasNoKeyIsToldWhatCouldNotBeLookedAt() throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        withKey(publish("hello.txt")).run().succeeded();

        MavenRun.Ended ended = goal(
                        "validate",
                        "allowedHosts=127.0.0.1:" + server.endpoint().getPort())
                .run()
                .succeeded();
        assertThat(ended.said())
                .contains("[WARNING] BLOB_UNVERIFIED acme/app:1.0")
                .contains("0 errors, 2 warnings");

        MavenRun.Ended refused = publish("hello.txt")
                .environment("AWS_EC2_METADATA_DISABLED", "true")
                .environment("HOME", temporary.toString())
                .run();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.said()).contains("UNAUTHORIZED", "registry.server").doesNotContain("\tat ");
    }

    @Test
    void whatIsKilledIsFinishedByTheNextRun() throws IOException {
        byte[] content = new byte[40 << 20];
        new Random(7).nextBytes(content);
        Files.write(temporary.resolve("large.bin"), content);
        long began = System.nanoTime();
        withKey(goal(
                        "publish",
                        "source=large.bin",
                        "repository=acme/other",
                        "tags=1.0",
                        "store=s3://" + S3Server.BUCKET + "/first"))
                .run()
                .succeeded();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        for (int i = 1; i <= 10; i++) {
            withKey(publish("large.bin")).start().killAfter(millis * (9 + i) / 20);
        }
        withKey(publish("large.bin")).run().succeeded();
        assertThat(objects(S3Server.BUCKET))
                .containsEntry("sha256/" + Digest.sha256(content).hex(), Digest.sha256(content));
        assertNothingIsUnfinished();

        withKey(goal("site", "host=s3", storeMap())).run().succeeded();
        for (int i = 1; i <= 10; i++) {
            withKey(goal("deploy", "target=s3://" + SITE, storeMap())).start().killAfter(millis * (9 + i) / 20);
        }
        withKey(goal("deploy", "target=s3://" + SITE, storeMap())).run().succeeded();
        Map<String, String> expected = FileTrees.of(temporary.resolve("target/registry-site"));
        Map<String, Digest> deployed = objects(SITE);
        expected.forEach((path, digest) -> {
            if (!path.startsWith("-/host/")) {
                assertThat(deployed).containsEntry(path, Digest.parse(digest));
            }
        });
        assertThat(deployed).containsEntry("v2/acme/app/blobs/" + Digest.sha256(content), Digest.sha256(content));
    }
}
