package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.deploy.DeployRequest;
import io.github.registryorg.deploy.DeployResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.Skopeo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The whole story in buckets: published into one, deployed to another, and pulled from there by real clients. */
class BucketStoryIT {

    private static final String HOST = "registry.test";
    private static final String SITE = "acme-site";
    private static final String STORE = "s3://" + S3Server.BUCKET + "/store";

    @TempDir
    Path temporary;

    private final StaticRegistry goals = new StaticRegistry();
    private S3Server server;
    private S3Server web;
    private Path registry;

    @BeforeEach
    void start() throws IOException {
        Path objects = Files.createDirectory(temporary.resolve("objects"));
        server = S3Server.start(objects);
        web = S3Server.hosts(objects, HOST);
        server.create(SITE);
        registry = temporary.resolve("registry");
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    private String storeBase() {
        return server.endpoint() + "/" + S3Server.BUCKET + "/store";
    }

    private StoreAccess access(BucketSettings settings) {
        return new StoreAccess(
                StoreMap.parse(List.of(storeBase() + "=" + STORE), temporary), AllowedHosts.NONE, null, settings);
    }

    private PublishResult publish(String source, String repository, String... tags) {
        return goals.publish(new PublishRequest(
                SourceRequest.of(source),
                temporary,
                temporary.resolve("target"),
                RepositoryName.parse(repository),
                PublishRequest.Tags.named(Arrays.stream(tags).map(Tag::parse).toList()),
                STORE,
                null,
                registry,
                false,
                access(server.settings())));
    }

    private DeployResult deploy(List<String> output, boolean dryRun) {
        return deploy("s3", output, dryRun);
    }

    private DeployResult deploy(String host, List<String> output, boolean dryRun) {
        ValidateResult validated = goals.validate(new ValidateRequest(registry, true, access(server.settings())));
        assertThat(validated.errors()).isEmpty();
        goals.site(new SiteRequest(
                registry,
                temporary.resolve("site"),
                Host.of(host),
                "http://" + authority(),
                BlobMode.AUTO,
                access(server.settings())));
        return new StaticRegistry(output::add)
                .deploy(new DeployRequest(
                        temporary.resolve("site"), "s3://" + SITE, registry, dryRun, access(server.publicSettings())));
    }

    private String authority() {
        return SITE + "." + HOST + ":" + web.endpoint().getPort();
    }

    private Map<String, Long> objects(String bucket) {
        try (S3Client client = server.client()) {
            Map<String, Long> objects = new TreeMap<>();
            client.listObjectsV2Paginator(request -> request.bucket(bucket))
                    .contents()
                    .forEach(object -> objects.put(object.key(), object.size()));
            return objects;
        }
    }

    private HeadObjectResponse head(String key) {
        try (S3Client client = server.client()) {
            return client.headObject(request -> request.bucket(SITE).key(key));
        }
    }

    /** Two platforms; one layer is large enough to be sent in parts. */
    private LayoutFixture layout(String name) {
        LayoutFixture layout = new LayoutFixture();
        List<Descriptor> images = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            Platform platform = new Platform("linux", architecture, null, null);
            byte[] large = new byte[9 << 20];
            new Random(architecture.hashCode()).nextBytes(large);
            Descriptor image = layout.image(name + architecture, platform);
            images.add(image);
            layout.blob(MediaType.OCTET_STREAM, large);
        }
        layout.entry(layout.index(images.toArray(Descriptor[]::new)), "1.0");
        return layout;
    }

    @Test
    void deploy_repeated_sendsAndRemovesOnlyChanges() throws IOException {
        layout("one").writeDirectory(temporary.resolve("one"));
        layout("two").writeDirectory(temporary.resolve("two"));
        publish("oci:one", "acme/app", "1.0", "latest");
        try (S3Client client = server.client()) {
            client.putObject(request -> request.bucket(SITE).key("not/ours"), RequestBody.fromString("stays"));
        }
        Map<String, Long> stored = objects(S3Server.BUCKET);

        List<String> planned = new ArrayList<>();
        DeployResult dry = deploy(planned, true);
        assertThat(objects(SITE)).containsOnlyKeys("not/ours");
        assertThat(planned).contains("would send v2/_catalog (29 bytes)");

        DeployResult first = deploy(new ArrayList<>(), false);
        assertThat(first.sent() + first.copied()).isEqualTo(dry.sent());
        assertThat(first.copied()).isEqualTo(4);
        assertThat(objects(SITE)).containsKeys("v2/", "v2/_catalog", "index.html", "acme/app/", "not/ours");
        DeployResult again = deploy(new ArrayList<>(), false);
        assertThat(again.sent() + again.copied() + again.removed()).isZero();

        publish("oci:two", "acme/app", "latest");
        publish("oci:two", "acme/other", "1.0");
        Files.delete(registry.resolve("acme/app/manifests/1.0/README.md"));
        Files.delete(registry.resolve("acme/app/manifests/1.0"));
        DeployResult moved = deploy(new ArrayList<>(), false);
        assertThat(moved.unchanged()).isPositive();
        assertThat(moved.removed()).isPositive();
        assertThat(objects(SITE))
                .containsKeys("not/ours", "v2/acme/app/manifests/latest", "v2/acme/other/tags/list")
                .doesNotContainKeys("v2/acme/app/manifests/1.0", "acme/app/manifests/1.0/");
        assertThat(objects(S3Server.BUCKET)).containsAllEntriesOf(stored);
    }

    @Test
    void blobs_behindCloudFront_stayInTheirStore() throws IOException {
        layout("one").writeDirectory(temporary.resolve("one"));
        publish("oci:one", "acme/app", "1.0");
        DeployResult deployed = deploy("cloudfront", new ArrayList<>(), false);
        assertThat(deployed.copied()).isZero();
        assertThat(objects(SITE).keySet())
                .contains("v2/acme/app/manifests/1.0")
                .noneMatch(key -> key.startsWith("v2/acme/app/blobs/"))
                .noneMatch(key -> key.startsWith("-/host/cloudfront/"));
        assertThat(temporary.resolve("site/-/host/cloudfront/viewer-request.js"))
                .content()
                .contains("\"acme/app\":\"" + storeBase() + "\"");
        // what the function for responses makes Docker-Content-Digest of
        byte[] tag = Files.readAllBytes(temporary.resolve("site/v2/acme/app/manifests/1.0"));
        assertThat(head("v2/acme/app/manifests/1.0").metadata())
                .containsEntry("sha256", Digest.sha256(tag).hex());
    }

    @Test
    void objects_deployed_haveTheHeadersOfClients() throws IOException {
        LayoutFixture layout = layout("one");
        layout.writeDirectory(temporary.resolve("one"));
        publish("oci:one", "acme/app", "1.0");
        deploy(new ArrayList<>(), false);

        // the test's server keeps nothing of objects that are named like directories, not even their type
        assertThat(objects(SITE)).containsKeys("v2/", "acme/app/");
        assertThat(head("v2/index.html").contentType()).isEqualTo("application/json");
        assertThat(head("v2/acme/app/tags/list").contentType()).isEqualTo("application/json");
        HeadObjectResponse tag = head("v2/acme/app/manifests/1.0");
        assertThat(tag.contentType()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(tag.cacheControl()).isEqualTo("public, max-age=60");
        objects(SITE).keySet().stream()
                .filter(key -> key.startsWith("v2/acme/app/manifests/sha256:"))
                .forEach(key -> {
                    assertThat(head(key).contentType()).startsWith("application/vnd.oci.image.");
                    assertThat(head(key).cacheControl()).endsWith("immutable");
                });
        objects(SITE).keySet().stream()
                .filter(key -> key.startsWith("v2/acme/app/blobs/"))
                .forEach(key -> assertThat(head(key).cacheControl()).endsWith("immutable"));
        assertThat(head("acme/app/index.html").contentType()).startsWith("text/html");
        assertThat(head("acme/app/manifests/1.0/index.html").contentType()).isEqualTo("application/json");
    }

    @Test
    void deploy_interrupted_isFinishedByTheNext() throws IOException {
        layout("one").writeDirectory(temporary.resolve("one"));
        publish("oci:one", "acme/app", "1.0");
        deploy(new ArrayList<>(), false);
        layout("two").writeDirectory(temporary.resolve("two"));
        publish("oci:two", "acme/app", "1.0");
        Map<String, Long> before = objects(SITE);
        // the note of a run that was killed: what it was about to change is not known
        try (S3Client client = server.client()) {
            client.deleteObject(request -> request.bucket(SITE).key("-/host/deployed.tsv"));
            client.deleteObject(request -> request.bucket(SITE).key("v2/acme/app/manifests/1.0"));
        }

        deploy(new ArrayList<>(), false);
        assertThat(objects(SITE).keySet()).containsAll(before.keySet());
        DeployResult again = deploy(new ArrayList<>(), false);
        assertThat(again.sent() + again.copied() + again.removed()).isZero();
    }

    @Test
    void clients_pullFromTheBucket() throws IOException {
        Path hosts = Files.writeString(temporary.resolve("hosts"), "127.0.0.1 localhost " + SITE + "." + HOST + "\n");
        Skopeo skopeo = new Skopeo(RealClient.of("skopeo").withHosts(hosts), temporary);
        RealClient podman = RealClient.containers("podman", temporary).withHosts(hosts);
        layout("one").writeDirectory(temporary.resolve("one"));
        publish("oci:one", "acme/app", "1.0");
        deploy(new ArrayList<>(), false);

        String reference = authority() + "/acme/app:1.0";
        skopeo.assertPulled("oci:one:1.0", reference, "pulled");
        podman.run(temporary, "pull", "-q", "--tls-verify=false", "--arch=amd64", reference);
        String digests = podman.run(temporary, "image", "inspect", "--format", "{{.RepoDigests}}", reference);
        assertThat(digests)
                .contains(Digest.sha256(Files.readAllBytes(temporary.resolve("pulled/manifest.json")))
                        .toString());
    }
}
