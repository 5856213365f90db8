package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.AwsFake;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites as they may be found in a directory, whoever has made or changed them. */
class DeployedSiteTest {

    private static final String SITE = "acme-site/";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

    @TempDir
    Path temporary;

    private final AwsFake aws = new AwsFake();
    private final List<String> output = new ArrayList<>();
    private Path directory;
    private HandmadeSite site;

    @BeforeEach
    void begin() throws IOException {
        directory = temporary.resolve("site");
        site = new HandmadeSite(directory);
        site.write("index.html", Stage.PAGES, "text/html", bytes("<!doctype html>home"));
    }

    @AfterEach
    void end() {
        aws.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private DeployResult deploy(Path from) {
        StoreAccess access =
                new StoreAccess(StoreMap.parse(List.of(), temporary), AllowedHosts.NONE, null, aws.settings());
        return new StaticRegistry(output::add)
                .deploy(new DeployRequest(from, "s3://acme-site", temporary, false, access));
    }

    private DeployResult deploy() {
        return deploy(directory);
    }

    private Map<String, String> headers(String path) {
        return aws.objects().get(SITE + path).headers();
    }

    private Consumer<Throwable> problem(ProblemCode code) {
        return failure ->
                assertThat(((RegistryException) failure).problem().code()).isEqualTo(code);
    }

    @Test
    void manifest_withoutAMediaType_hasTheOneThatTheSiteLists() throws IOException {
        byte[] content = bytes("{\"schemaVersion\":2,\"config\":{},\"layers\":[]}");
        String path = "v2/acme/app/manifests/" + Digest.sha256(content);
        site.write(path, Stage.DIGESTS, DOCKER, content);
        site.write("v2/acme/app/manifests/page.html", Stage.TAGS, DOCKER, content);

        deploy();

        assertThat(headers(path))
                .containsEntry("content-type", DOCKER)
                .containsEntry("cache-control", "public, max-age=31536000, immutable");
        assertThat(headers("v2/acme/app/manifests/page.html"))
                .containsEntry("content-type", DOCKER)
                .containsEntry("cache-control", "public, max-age=60")
                .doesNotContainKey("content-encoding");
    }

    @Test
    void file_thatIsListedAndAbsent_isRefusedBeforeAnythingIsSent() throws IOException {
        site.list("acme/app/index.html", Stage.PAGES, "text/html");

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("acme/app/index.html")
                .withMessageContaining("Make the site again (registry:site)");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void file_thatIsALink_isNotDeployed() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("robots.txt"), secret);
        deploy();
        assertThat(aws.objects()).doesNotContainKey(SITE + "robots.txt");

        site.list("robots.txt", Stage.PAGES, "text/plain");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.SITE_UNKNOWN));
    }

    @Test
    void file_thatTheSiteDoesNotList_isDeployedAsNothingThatABrowserRuns() throws IOException {
        site.add("robots.txt", bytes("User-agent: *"));
        site.add("mine/index.html", bytes("<!doctype html><script>"));
        site.add("mine.svg", bytes("<svg>"));

        deploy();

        assertThat(headers("robots.txt"))
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("cache-control", "public, max-age=60")
                .doesNotContainKey("content-encoding");
        for (String path : List.of("mine/index.html", "mine/", "mine.svg")) {
            assertThat(headers(path))
                    .containsEntry("content-type", "application/octet-stream")
                    .doesNotContainKey("content-encoding");
        }
        assertThat(deploy().sent()).isZero();
        Files.delete(directory.resolve("robots.txt"));
        assertThat(deploy().removed()).isOne();
    }

    @Test
    void file_thatTheSiteDoesNotListBelowV2_isSkippedAndReported() throws IOException {
        site.add("v2/acme/app/manifests/stale", bytes("{}"));

        deploy();

        assertThat(aws.objects()).doesNotContainKey(SITE + "v2/acme/app/manifests/stale");
        assertThat(output).contains("skipped v2/acme/app/manifests/stale, which the site does not list");
    }

    @Test
    void notes_ofTheSiteToItsHost_areNotDeployed() throws IOException {
        site.write("-/host/viewer-request.js", Stage.HOST, "text/javascript", bytes("x"));
        site.add("-/host/mine", bytes("x"));

        deploy();

        assertThat(aws.objects().keySet())
                .filteredOn(name -> name.startsWith(SITE + "-/host/"))
                .containsExactly(SITE + "-/host/deployed.tsv");
    }

    @Test
    void site_withoutAnIndex_isRefusedBeforeAnythingIsSent() throws IOException {
        Files.delete(directory.resolve("-/host/files.tsv"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("it has no -/host/files.tsv")
                .withMessageContaining("Make the site again (registry:site)");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void site_withAnIndexThatIsNotOne_isRefusedBeforeAnythingIsSent() throws IOException {
        site.add("-/host/files.tsv", bytes("index.html\tPAGES\n"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.SITE_UNKNOWN));
        assertThat(aws.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apache", "caddy", "cloudflare-pages", "github-pages", "netlify", "nginx", "of-another-version"})
    void site_forAHostThatIsNotABucket_isRefused(String host) throws IOException {
        site.write("-/host/grade.json", Stage.HOST, "application/json", bytes("{\"host\":\"" + host + "\"}"));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining(host)
                .withMessageContaining("registry:site -Dregistry.host=s3");
        assertThat(aws.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "cloudfront", "local"})
    void site_forABucket_isDeployed(String host) throws IOException {
        site.write("-/host/grade.json", Stage.HOST, "application/json", bytes("{\"host\":\"" + host + "\"}"));

        assertThat(deploy().sent()).isPositive();
    }

    /** A list of grades, what is not JSON, and more than any grade has. */
    @ParameterizedTest
    @CsvSource({"[], 0", "{, 0", "{}, 2000000"})
    void site_withAGradeThatIsNotOne_isRefusedBeforeAnythingIsSent(String json, int spaces) throws IOException {
        site.add("-/host/grade.json", bytes(json + " ".repeat(spaces)));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::deploy)
                .satisfies(problem(ProblemCode.SITE_UNKNOWN))
                .withMessageContaining("-/host/grade.json");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void site_behindALink_isDeployed() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);

        assertThat(deploy(link).sent()).isPositive();
        assertThat(deploy().sent()).isZero();
    }

    @Test
    void file_thatIsLarge_isDeployedAndKnownAgain() throws IOException {
        byte[] large = new byte[3 * 1024 * 1024];
        site.write("v1/imagefile/acme/app:1.0", Stage.ASSETS, "application/octet-stream", large);

        deploy();

        assertThat(aws.objects().get(SITE + "v1/imagefile/acme/app:1.0").content())
                .isEqualTo(large);
        assertThat(deploy().sent()).isZero();
        large[7] = 1;
        site.write("v1/imagefile/acme/app:1.0", Stage.ASSETS, "application/octet-stream", large);
        assertThat(deploy().sent()).isOne();
    }

    @Test
    void type_thatChanges_sendsTheFileAgain() throws IOException {
        site.write("v2/acme/app/manifests/1.0", Stage.TAGS, DOCKER, bytes("{}"));
        deploy();
        String oci = "application/vnd.oci.image.manifest.v1+json";
        site.list("v2/acme/app/manifests/1.0", Stage.TAGS, oci);

        assertThat(deploy().sent()).isOne();
        assertThat(headers("v2/acme/app/manifests/1.0")).containsEntry("content-type", oci);
    }

    @Test
    void page_ofADirectoryThatIsGoneFromTheBucket_isSentAgain() throws IOException {
        site.write("acme/app/index.html", Stage.PAGES, "text/html", bytes("<!doctype html>app"));
        deploy();
        aws.removeBelow(SITE + "acme/app/");

        deploy();

        assertThat(aws.objects()).containsKeys(SITE + "acme/app/", SITE + "acme/app/index.html");
    }
}
