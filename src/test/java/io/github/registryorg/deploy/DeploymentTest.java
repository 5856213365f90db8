package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.store.AwsFake;
import io.github.registryorg.store.AwsFake.Asked;
import io.github.registryorg.store.AwsFake.Refusal;
import io.github.registryorg.store.AwsFake.Stored;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.ReadableRegistry;
import io.github.registryorg.work.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to one bucket and deploying to another, request by request: what a reader finds after each of them. */
class DeploymentTest {

    private static final String STORE = "s3://acme-blobs/store";
    private static final String BASE = "https://cdn.example/store";
    private static final String SITE = "acme-site/registry/";
    private static final Set<String> CHANGES =
            Set.of("PutObject", "CopyObject", "DeleteObject", "CompleteMultipartUpload");

    @TempDir
    Path temporary;

    private final AwsFake aws = new AwsFake();
    private final StaticRegistry goals = new StaticRegistry();
    private final AtomicReference<AssertionError> broken = new AtomicReference<>();
    private Path registry;

    @BeforeEach
    void begin() {
        registry = temporary.resolve("registry");
    }

    @AfterEach
    void end() {
        aws.close();
    }

    private StoreAccess access() {
        return new StoreAccess(
                StoreMap.parse(List.of(BASE + "=" + STORE), temporary), AllowedHosts.NONE, null, aws.settings());
    }

    private PublishResult publish(String layout, String repository, Progress progress, String... tags) {
        return new StaticRegistry(progress)
                .publish(new PublishRequest(
                        SourceRequest.of("oci:" + layout),
                        temporary,
                        temporary.resolve("target"),
                        RepositoryName.parse(repository),
                        PublishRequest.Tags.named(
                                Arrays.stream(tags).map(Tag::parse).toList()),
                        STORE,
                        BASE,
                        registry,
                        false,
                        access()));
    }

    private void publish(String layout, String repository, String... tags) {
        publish(layout, repository, line -> {}, tags);
    }

    /** Two platforms and a signature of both. */
    private void layout(String name) throws IOException {
        LayoutFixture layout = new LayoutFixture();
        Descriptor index =
                layout.index(layout.image(name + "amd64"), layout.image(name + "arm64", Platform.parse("linux/arm64")));
        layout.entry(index, "1.0");
        layout.entry(layout.referrer("signature of " + name, index), "signature");
        layout.writeDirectory(temporary.resolve(name));
    }

    private DeployResult deploy(String target, boolean dryRun) {
        goals.site(new SiteRequest(
                registry, temporary.resolve("site"), Host.of("s3"), "https://acme.example", BlobMode.AUTO, access()));
        return goals.deploy(new DeployRequest(temporary.resolve("site"), target, registry, dryRun, access()));
    }

    private DeployResult deploy() {
        return deploy("s3://acme-site/registry", false);
    }

    private static Map<String, byte[]> below(String prefix, Map<String, Stored> objects) {
        Map<String, byte[]> below = new TreeMap<>();
        objects.forEach((name, object) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), object.content());
            }
        });
        return below;
    }

    /** From now on, every state between two requests is one that readers can live with. */
    private void watch() {
        aws.watch(objects -> {
            try {
                new ReadableRegistry(below(SITE, objects)).assertWhole();
            } catch (AssertionError e) {
                broken.compareAndSet(null, e);
            }
        });
    }

    private void assertNothingWasBroken() {
        if (broken.get() != null) {
            throw broken.get();
        }
    }

    /** One registry, and the one that it becomes: a tag moves, one goes, a repository goes, another comes. */
    private void firstThenSecond(Runnable first, Runnable second) throws IOException {
        layout("one");
        layout("two");
        publish("one:1.0", "acme/app", "1.0", "latest");
        publish("one:signature", "acme/app");
        publish("one:1.0", "acme/old", "1.0");
        first.run();
        publish("two:1.0", "acme/app", "latest", "2.0");
        publish("two:signature", "acme/app");
        publish("two:1.0", "acme/new", "1.0");
        FileTrees.clear(registry.resolve("acme/old"));
        FileTrees.clear(registry.resolve("acme/app/manifests/1.0"));
        second.run();
    }

    @Test
    void publish_ofTheSameBlobs_sendsOneHeadForEach() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        List<String> put = aws.asked().stream()
                .filter(request -> request.operation().equals("PutObject"))
                .map(Asked::key)
                .toList();
        AtomicLong moved = new AtomicLong();
        publish("one:1.0", "acme/app", new CountingProgress(moved), "1.0");

        List<Asked> asked = aws.asked();
        assertThat(asked).extracting(Asked::operation).containsOnly("HeadObject");
        assertThat(asked).extracting(Asked::key).containsExactlyInAnyOrderElementsOf(put);
        assertThat(moved).hasValue(0);
    }

    private record CountingProgress(AtomicLong bytes) implements Progress {

        @Override
        public void report(String line) {}

        @Override
        public void moved(long more) {
            bytes.addAndGet(more);
        }
    }

    @Test
    void deployment_inProgress_neverServesANameWithoutItsContent() throws IOException {
        watch();
        firstThenSecond(this::deploy, this::deploy);

        assertNothingWasBroken();
        Map<String, byte[]> objects = below(SITE, aws.objects());
        assertThat(objects)
                .containsKeys("v2/", "v2/acme/app/manifests/2.0", "v2/acme/new/tags/list", "acme/app/")
                .doesNotContainKeys("v2/acme/app/manifests/1.0", "v2/acme/old/tags/list", "acme/old/");
        assertThat(objects.keySet()).noneMatch(path -> path.startsWith("v2/acme/old/"));
    }

    @Test
    void deployment_stoppedAnywhere_servesOldOrNewAndCanContinue() throws IOException {
        stopAfterEach(47);
    }

    @Test
    @org.junit.jupiter.api.Tag("slow")
    void deployment_stoppedAtManyPlaces_servesOldOrNewAndCanContinue() throws IOException {
        stopAfterEach(7);
    }

    /** @param stride how many changes a deployment does more than the one before it */
    private void stopAfterEach(int stride) throws IOException {
        firstThenSecond(this::deploy, () -> {
            Map<String, Stored> old = aws.objects();
            Map<String, byte[]> expected = deployedTo("s3://expected/registry", "expected/registry/");
            watch();
            int changes = 1;
            for (boolean stopped = true; stopped; changes += stride) {
                old.forEach(aws::put);
                stopped = deployAtMost(changes);
                assertNothingWasBroken();
                deploy();
                assertThat(below(SITE, aws.objects())).containsAllEntriesOf(expected);
                aws.removeBelow(SITE);
            }
            assertThat(changes).isGreaterThan(50);
        });
        assertNothingWasBroken();
    }

    private Map<String, byte[]> deployedTo(String target, String prefix) {
        deploy(target, false);
        return below(prefix, aws.objects());
    }

    /** Whether it was stopped before its end. */
    private boolean deployAtMost(int changes) {
        AtomicInteger count = new AtomicInteger();
        aws.refuse(request -> CHANGES.contains(request.operation()) && count.incrementAndGet() > changes
                ? Optional.of(new Refusal(403, "AccessDenied", "stopped"))
                : Optional.empty());
        try {
            deploy();
            return false;
        } catch (RegistryException e) {
            return true;
        } finally {
            aws.refuse(request -> Optional.empty());
        }
    }

    @Test
    void deployment_amongOtherObjects_leavesThemUnchanged() throws IOException {
        List<String> others = List.of("acme-site/index.html", "acme-site/registry-2/x", SITE + "v2/acme/theirs/x");
        others.forEach(name -> aws.put(name, name.getBytes(StandardCharsets.UTF_8)));
        firstThenSecond(this::deploy, this::deploy);

        assertThat(aws.asked())
                .filteredOn(request -> CHANGES.contains(request.operation()))
                .extracting(request -> request.bucket() + "/" + request.key())
                .allMatch(name -> name.startsWith(SITE) || name.startsWith("acme-blobs/store/"))
                .doesNotContainAnyElementsOf(others);
    }

    @Test
    void deployment_ofAllStages_uploadsInOrderAndRemovesStaleLast() throws IOException {
        List<String> order = new ArrayList<>();
        firstThenSecond(this::deploy, () -> {
            aws.asked();
            deploy();
            for (Asked request : aws.asked()) {
                if (CHANGES.contains(request.operation()) && !request.key().contains("-/host/")) {
                    order.add(request.operation().equals("DeleteObject") ? "stale" : stage(request.key()));
                }
            }
        });
        assertThat(order.stream().sorted().toList()).isEqualTo(order);
        assertThat(order).contains("1 blobs", "2 digests", "3 tags", "4 lists", "5 catalog", "6 pages", "stale");
    }

    private static String stage(String key) {
        if (key.contains("/blobs/")) {
            return "1 blobs";
        }
        if (key.startsWith("registry/v2/") && key.contains("/manifests/")) {
            return key.contains("/manifests/sha256:") ? "2 digests" : "3 tags";
        }
        boolean list = key.contains("/tags/list") || key.contains("/referrers/");
        return !key.startsWith("registry/v2/") ? "6 pages" : list ? "4 lists" : "5 catalog";
    }

    @Test
    void deployment_ofPagesAndManifests_compressesPagesOnly() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        deploy();

        Map<String, Stored> objects = aws.objects();
        for (String page : List.of("index.html", "404.html", "acme/app/index.html", "acme/app/")) {
            Stored stored = objects.get(SITE + page);
            assertThat(stored.headers())
                    .containsEntry("content-encoding", "gzip")
                    .containsEntry("content-type", "text/html; charset=utf-8");
            Path file = temporary.resolve("site").resolve(page.endsWith("/") ? page + "index.html" : page);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(stored.content())).readAllBytes())
                    .isEqualTo(Files.readAllBytes(file))
                    .hasSizeGreaterThan(stored.content().length);
        }
        objects.forEach((name, stored) -> {
            if (name.startsWith(SITE + "v2/") || name.endsWith("/tags/index.html")) {
                assertThat(stored.headers()).as(name).doesNotContainKey("content-encoding");
            }
        });
        assertThat(objects.get(SITE + "v2/").headers()).containsEntry("content-type", "application/json");
        assertThat(objects.get(SITE + "acme/app/tags/index.html").headers())
                .containsEntry("content-type", "application/json");

        aws.asked();
        DeployResult again = deploy();
        assertThat(again.sent() + again.copied() + again.removed()).isZero();
        assertThat(aws.asked()).extracting(Asked::operation).doesNotContainAnyElementsOf(CHANGES);
    }

    /** A site of a registry without a repository, as made in the wrong directory. */
    private DeployResult deployEmpty(boolean allowEmpty, boolean dryRun) throws IOException {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        Files.writeString(empty.resolve("registry.yaml"), "formatVersion: 1\n");
        Path site = temporary.resolve("empty-site");
        goals.site(new SiteRequest(empty, site, Host.of("s3"), "https://acme.example", BlobMode.AUTO, access()));
        return goals.deploy(new DeployRequest(site, "s3://acme-site/registry", empty, dryRun, allowEmpty, access()));
    }

    @Test
    void deploy_ofAnEmptySiteOverRepositories_isRefusedUnlessAllowed() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        deploy();
        Map<String, Stored> before = aws.objects();

        for (boolean dryRun : List.of(true, false)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> deployEmpty(false, dryRun))
                    .satisfies(failure ->
                            assertThat(failure.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                    .withMessageContaining("has no repository")
                    .withMessageContaining("-Dregistry.allowEmpty");
        }
        assertThat(aws.objects().keySet()).isEqualTo(before.keySet());

        assertThat(deployEmpty(true, false).removed()).isPositive();
        assertThat(below(SITE, aws.objects()).keySet()).noneMatch(path -> path.startsWith("v2/acme/"));
    }

    @Test
    void deploy_ofAnEmptySiteOverRepositoriesThatAnotherToolPut_isRefused() throws IOException {
        aws.put(SITE + "v2/acme/app/manifests/1.0", "{}".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> deployEmpty(false, false))
                .withMessageContaining("-Dregistry.allowEmpty");
    }

    @Test
    void deploy_ofAnEmptySiteToAnEmptyBucket_isFine() throws IOException {
        assertThat(deployEmpty(false, false).sent()).isPositive();
        assertThat(deployEmpty(false, false).sent()).isZero();
    }

    @Test
    void deploy_ofASiteForServe_isRefusedUnlessItHasAnAddress() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        Path site = temporary.resolve("local");
        DeployRequest deploy = new DeployRequest(site, "s3://acme-site/registry", registry, false, access());

        goals.site(new SiteRequest(registry, site, Host.of("local"), null, BlobMode.AUTO, access()));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> goals.deploy(deploy))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("-Dregistry.host=s3 -Dregistry.url=");
        assertThat(below(SITE, aws.objects())).isEmpty();

        goals.site(new SiteRequest(registry, site, Host.of("local"), "https://acme.example", BlobMode.AUTO, access()));
        assertThat(goals.deploy(deploy).sent()).isPositive();
    }

    @Test
    void deploy_ofADirectoryThatIsNotASite_fails() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> goals.deploy(
                        new DeployRequest(temporary, "s3://acme-site/registry", temporary, false, access())))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.SITE_UNKNOWN));
    }

    @Test
    void deployment_asADryRun_changesNothing() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        aws.asked();
        assertThat(deploy("s3://acme-site/registry", true).sent()).isPositive();

        assertThat(aws.asked()).extracting(Asked::operation).containsOnly("ListObjectsV2", "GetObject");
    }

    @Test
    void deployment_withAnAbsentBlob_failsBeforeUploadingItsManifest() throws IOException {
        // without a signature, whose blobs no tag names: which blob is first to be found absent is a matter of threads
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("one"), "1.0");
        layout.writeDirectory(temporary.resolve("one"));
        publish("one:1.0", "acme/app", "1.0");
        aws.removeBelow("acme-blobs/");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.BLOB_UNKNOWN))
                .satisfies(failure -> assertThat(failure.problem().subject()).isEqualTo("acme/app:1.0"))
                .withMessageContaining("is not in " + STORE)
                .withMessageContaining("registry:publish");
        assertThat(below(SITE, aws.objects())).containsOnlyKeys("-/host/deployed.tsv");
    }

    @Test
    void deployment_withABlobThatMayNotBeRead_failsBeforeUploadingItsManifest() throws IOException {
        layout("one");
        publish("one:1.0", "acme/app", "1.0");
        aws.refuse(request -> request.bucket().equals("acme-blobs")
                ? Optional.of(new Refusal(403, "AccessDenied", "Access Denied"))
                : Optional.empty());

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.DENIED))
                .withMessageContaining(STORE);
        assertThat(below(SITE, aws.objects())).containsOnlyKeys("-/host/deployed.tsv");
    }
}
