package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.store.FaultProxy;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.ReadableRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The goals as processes, with buckets: where keys come from and never go, and runs that are killed. */
class BucketGoalsIT {

    private static final String SITE = "acme-site";
    private static final String BASE = "https://cdn.example/store";
    private static final int KILLS = 4;

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

    /** The service may still be at what a killed run has sent it: what goes while it is read is listed again. */
    private Map<String, byte[]> contents(String bucket) {
        try (S3Client client = server.client()) {
            for (int tries = 1; ; tries++) {
                try {
                    return contents(client, bucket);
                } catch (NoSuchKeyException e) {
                    assertThat(tries)
                            .as("listings of a bucket that is not changed")
                            .isLessThan(50);
                }
            }
        }
    }

    private static Map<String, byte[]> contents(S3Client client, String bucket) {
        Map<String, byte[]> contents = new TreeMap<>();
        client.listObjectsV2Paginator(request -> request.bucket(bucket))
                .contents()
                .forEach(object -> contents.put(
                        object.key(),
                        client.getObjectAsBytes(get -> get.bucket(bucket).key(object.key()))
                                .asByteArray()));
        return contents;
    }

    private Map<String, Digest> objects(String bucket) {
        Map<String, Digest> objects = new TreeMap<>();
        contents(bucket).forEach((key, content) -> objects.put(key, Digest.sha256(content)));
        return objects;
    }

    @Test
    void key_ofABucket_isNotWrittenAnywhere() throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        List<String> output = new ArrayList<>();
        MavenRun settings = publish("hello.txt").with("-Dregistry.server=acme").with("-X");
        output.add(settings.server("acme", S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                .run()
                .succeeded()
                .output());
        output.add(withKey(goal("validate", storeMap()).with("-X"))
                .run()
                .succeeded()
                .output());
        output.add(withKey(goal("site", "host=s3", storeMap()).with("-X"))
                .run()
                .succeeded()
                .output());
        output.add(withKey(goal("deploy", "target=s3://" + SITE, storeMap()).with("-X"))
                .run()
                .succeeded()
                .output());
        assertThat(output).allSatisfy(text -> assertThat(text).doesNotContain(S3Server.SECRET_KEY));
        assertThat(objects(SITE)).containsKeys("v2/acme/app/manifests/1.0", "v2/_catalog");

        for (Path file : FileTrees.of(temporary.resolve("target")).keySet().stream()
                .map(temporary.resolve("target")::resolve)
                .toList()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
        }
    }

    @Test
    void blobs_withoutAKey_areReportedAsUnverified() throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        withKey(publish("hello.txt")).run().succeeded();

        MavenRun.Ended ended = goal(
                        "validate",
                        "allowedHosts=127.0.0.1:" + server.endpoint().getPort())
                .run()
                .succeeded();
        assertThat(ended.output())
                .contains("[WARNING] BLOB_UNVERIFIED acme/app:1.0: 2 blobs can't be verified")
                .contains("0 errors, 1 warning");

        MavenRun.Ended refused = publish("hello.txt")
                .environment("AWS_EC2_METADATA_DISABLED", "true")
                .environment("HOME", temporary.toString())
                .run();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("UNAUTHORIZED", "registry.server").doesNotContain("\tat ");
    }

    /** Kills the run when this many bytes have gone to the service, which may be never; whether it was killed. */
    private static boolean killedAt(FaultProxy proxy, long bytes, MavenRun run) {
        CompletableFuture<MavenRun.Started> started = new CompletableFuture<>();
        proxy.after(bytes, () -> started.join().kill());
        started.complete(run.start());
        return started.join().end().wasKilled();
    }

    /** By chance, but in each part of a run. */
    private static long moment(long all, int kill, Random random) {
        return (all * kill + random.nextLong(all)) / KILLS;
    }

    private MavenRun through(FaultProxy proxy, String goal, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.addAll(List.of("endpoint=" + proxy.endpoint(), "pathStyle=true", "region=us-east-1"));
        return withKey(MavenRun.goal(temporary, goal, all.toArray(String[]::new)));
    }

    private MavenRun publishThrough(FaultProxy proxy, String source, String store, String output) {
        return through(
                proxy,
                "publish",
                "source=" + source,
                "repository=acme/app",
                "tags=1.0",
                "store=s3://" + S3Server.BUCKET + "/" + store,
                "storeUrl=" + BASE,
                "output=" + output);
    }

    private void random(String file, int size, long seed) throws IOException {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        Files.write(temporary.resolve(file), content);
    }

    private int unfinished() {
        try (S3Client client = server.client()) {
            return client.listMultipartUploads(request -> request.bucket(S3Server.BUCKET))
                    .uploads()
                    .size();
        }
    }

    @Test
    void publish_killed_isFinishedByTheNext() throws IOException {
        random("large.bin", 40 << 20, 7);
        Digest large = Digest.sha256(Files.readAllBytes(temporary.resolve("large.bin")));
        long seed = System.nanoTime();
        Random moments = new Random(seed);
        int inFlight = 0;
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            proxy.after(Long.MAX_VALUE, () -> {});
            publishThrough(proxy, "large.bin", "whole", "whole").run().succeeded();
            long all = proxy.passed();
            for (int i = 0; i < KILLS; i++) {
                String name = "killed" + i;
                killedAt(proxy, moment(all, i, moments), publishThrough(proxy, "large.bin", name, name));
                inFlight += unfinished();
                publishThrough(proxy, "large.bin", name, name).run().succeeded();

                assertThat(objects(S3Server.BUCKET))
                        .as("seed " + seed)
                        .containsEntry(name + "/sha256/" + large.hex(), large);
                assertThat(unfinished()).as("seed " + seed).isZero();
                assertThat(FileTrees.of(temporary.resolve(name)))
                        .as("seed " + seed)
                        .isEqualTo(FileTrees.of(temporary.resolve("whole")));
            }
        }
        assertThat(inFlight).as("kills with parts in flight, seed " + seed).isPositive();
    }

    @Test
    void deploy_killed_leavesAWholeRegistry() throws IOException {
        String map = "storeMap=" + BASE + "=s3://" + S3Server.BUCKET + "/store";
        List<String> names = List.of("old", "new");
        long seed = System.nanoTime();
        Random moments = new Random(seed);
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            for (String name : names) {
                random(name + ".bin", 10 << 20, name.hashCode());
                publishThrough(proxy, name + ".bin", "store", name).run().succeeded();
                through(proxy, "site", "host=s3", map, "directory=" + name, "site=" + name + "-site")
                        .run()
                        .succeeded();
            }
            long all = 0;
            int inside = 0;
            for (int i = 0; i < KILLS + 2; i++) {
                String name = names.get(i % 2);
                MavenRun deploy = deployThrough(proxy, map, name);
                if (i < 2) {
                    proxy.after(Long.MAX_VALUE, () -> {});
                    deploy.run().succeeded();
                    all = proxy.passed();
                } else {
                    if (killedAt(proxy, moment(all, i - 2, moments), deploy)) {
                        inside++;
                    }
                    new ReadableRegistry(contents(SITE)).assertWhole();
                    deployThrough(proxy, map, name).run().succeeded();
                }
                assertDeployed(name, seed);
            }
            assertThat(inside).as("kills while it was deployed, seed " + seed).isPositive();
        }
    }

    private MavenRun deployThrough(FaultProxy proxy, String map, String name) {
        return through(proxy, "deploy", "target=s3://" + SITE, map, "directory=" + name, "site=" + name + "-site");
    }

    private void assertDeployed(String name, long seed) throws IOException {
        Map<String, byte[]> deployed = contents(SITE);
        Digest blob = Digest.sha256(Files.readAllBytes(temporary.resolve(name + ".bin")));
        assertThat(Digest.sha256(deployed.get("v2/acme/app/blobs/" + blob)))
                .as("seed " + seed)
                .isEqualTo(blob);
        Path site = temporary.resolve(name + "-site");
        for (String path : FileTrees.of(site).keySet()) {
            if (path.startsWith("v2/")) {
                assertThat(deployed.get(path))
                        .as(path + ", seed " + seed)
                        .isEqualTo(Files.readAllBytes(site.resolve(path)));
            } else if (!path.startsWith("-/host/")) {
                assertThat(deployed).as("seed " + seed).containsKey(path);
            }
        }
        assertThat(deployed.keySet())
                .as("seed " + seed)
                .filteredOn(path -> path.contains("/blobs/"))
                .hasSize(2);
        new ReadableRegistry(deployed).assertWhole();
    }
}
