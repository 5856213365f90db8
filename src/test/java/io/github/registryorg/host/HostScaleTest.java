package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each host is given for 10,000 repositories with 10 tags each, beside what it is documented to take. */
class HostScaleTest {

    private static final int REPOSITORIES = 10_000;
    private static final int TAGS = 10;
    private static final List<ServedManifest> MANIFESTS =
            IntStream.range(0, TAGS).boxed().flatMap(HostScaleTest::manifest).toList();

    /** A tag and its digest, every other one an index. */
    private static Stream<ServedManifest> manifest(int tag) {
        Digest digest = Digest.sha256(new byte[tag]);
        MediaType type = tag % 2 == 0 ? MediaType.OCI_MANIFEST : MediaType.OCI_INDEX;
        return Stream.of(
                new ServedManifest(Tag.parse("1.0." + tag), type, digest), new ServedManifest(digest, type, digest));
    }

    /** Counts what is emitted, and keeps what is emitted once for the whole site. */
    private static final class Counter implements TreeSink {

        private final Map<String, byte[]> whole = new TreeMap<>();
        private final Map<String, Integer> directories = new HashMap<>();
        private boolean ofRepository;
        private long files;
        private long largestOfRepository;

        @Override
        public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
            files++;
            // what is new in a directory: a file, or a directory in which nothing was
            for (String one = path; one.contains("/"); ) {
                one = one.substring(0, one.lastIndexOf('/'));
                if (directories.merge(one, 1, Integer::sum) > 1) {
                    break;
                }
            }
            if (ofRepository) {
                largestOfRepository = Math.max(largestOfRepository, content.length);
            } else {
                whole.put(path, content);
            }
        }

        @Override
        public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
            throw new AssertionError(path);
        }

        String text(String path) {
            return new String(whole.get(path), StandardCharsets.UTF_8);
        }

        int largestDirectory() {
            return directories.values().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
        }
    }

    private static BlobRule rule(int repository, int stores) {
        RepositoryName name = RepositoryName.parse(String.format("team%02d/app%05d", repository % 100, repository));
        String base = String.format("https://storage%04d.example/registry/blobs", repository % stores);
        return BlobRule.of(name, null, List.of(base));
    }

    private static List<BlobRule> rules(int repositories, int stores) {
        return IntStream.range(0, repositories)
                .mapToObj(i -> rule(i, stores))
                .sorted()
                .toList();
    }

    private static Counter emit(String host, List<BlobRule> rules) {
        Counter counter = new Counter();
        counter.ofRepository = true;
        for (BlobRule rule : rules) {
            Host.of(host).emit(new RepositoryContent(rule.repository(), MANIFESTS, List.of(rule)), counter);
        }
        counter.ofRepository = false;
        Host.of(host).emit(rules, counter);
        return counter;
    }

    private static long zipped(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.size();
    }

    /** Servers read their configuration once, or Apache with each request. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void configuration_ofAWebServer_growsWithStoresOnly(int stores) {
        for (String host : List.of("nginx", "apache", "caddy")) {
            Counter all = emit(host, rules(REPOSITORIES, stores));
            Counter few = emit(host, rules(stores, stores));
            assertThat(all.whole).as(host).containsExactlyEntriesOf(few.whole);
            long common = emit(host, List.of()).whole.values().stream()
                    .mapToLong(file -> file.length)
                    .sum();
            long more =
                    all.whole.values().stream().mapToLong(file -> file.length).sum() - common;
            assertThat(common).as(host).isLessThan(40_000);
            assertThat(more / stores).as("%s, for each store", host).isLessThan(450);
            // what Apache reads in a directory of manifests, and the others look for but don't read
            assertThat(all.largestOfRepository).as(host).isEqualTo(few.largestOfRepository);
            assertThat(all.largestOfRepository).as(host).isLessThan(4_000);
            assertThat(all.files).as(host).isLessThan(REPOSITORIES * (2 * TAGS + 2L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void cloudflare_withManyStores_hasTheSameRulesAndOneWorker(int stores) throws IOException {
        Counter all = emit("cloudflare-pages", rules(REPOSITORIES, stores));
        assertThat(all.whole)
                .containsExactlyEntriesOf(emit("cloudflare-pages", List.of()).whole)
                .containsOnlyKeys("_headers", "_routes.json", "_worker.js");
        assertThat(zipped(all.whole.get("_worker.js"))).isLessThan(1_000_000);
        List<String> lines = all.text("_headers").lines().toList();
        assertThat(lines.stream().filter(line -> !line.startsWith(" ")).count()).isLessThanOrEqualTo(100);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(2_000));
        JsonNode routes = PlainJson.READER.readTree(all.whole.get("_routes.json"));
        assertThat(routes.get("include").size() + routes.get("exclude").size()).isBetween(1, 100);
        assertThat(all.largestOfRepository)
                .isLessThan(Host.of("cloudflare-pages").capabilities().most(Limit.FILE_BYTES));
    }

    /** Only another host helps here, and that is the advice. */
    @Test
    void cloudflare_withTooManyFiles_advisesAnotherHost() {
        Host cloudflare = Host.of("cloudflare-pages");
        // each name of a manifest is a file too
        long files = emit("cloudflare-pages", rules(REPOSITORIES, 1)).files + (long) REPOSITORIES * MANIFESTS.size();
        assertThat(files).isEqualTo(REPOSITORIES + 3L + 2L * REPOSITORIES * TAGS);
        assertThat(files).isGreaterThan(cloudflare.capabilities().most(Limit.FILES));
        assertThat(cloudflare.advice(Limit.FILES, files)).startsWith("No plan").contains("another host");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void netlify_withManyStores_hasTheSameFunctionAndSmallDirectories(int stores) {
        Counter all = emit("netlify", rules(REPOSITORIES, stores));
        assertThat(all.whole).containsExactlyEntriesOf(emit("netlify", List.of()).whole);
        assertThat(zipped(all.whole.get("-/host/edge-functions/registry.js"))).isLessThan(20_000_000);
        assertThat(all.largestDirectory()).isLessThan(54_000);
        assertThat(all.files).isEqualTo(REPOSITORIES + 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void cloudFront_withManyStores_hasFunctionsAndKeysWithinItsLimits(int stores) throws IOException {
        CloudFrontHost host = new CloudFrontHost();
        List<BlobRule> rules = rules(REPOSITORIES, stores);
        Counter all = emit("cloudfront", rules);
        assertThat(all.whole).hasSize(3);
        assertThat(all.files).isEqualTo(3);
        assertThat(all.text("-/host/cloudfront/viewer-request.js")).hasSizeLessThanOrEqualTo(10_000);
        assertThat(all.text("-/host/cloudfront/viewer-response.js")).hasSizeLessThanOrEqualTo(10_000);
        byte[] keyValues = all.whole.get("-/host/cloudfront/key-values.json");
        assertThat(keyValues).hasSizeLessThan(5_000_000);
        assertThat(host.uses(rules)).isEqualTo(Map.of(Limit.REDIRECT_BYTES, (long) keyValues.length));
        JsonNode data = PlainJson.READER.readTree(keyValues).get("data");
        assertThat(data).hasSize(REPOSITORIES).allSatisfy(entry -> {
            assertThat(entry.get("key").asText()).hasSizeLessThanOrEqualTo(512);
            assertThat(entry.get("value").asText()).hasSizeLessThanOrEqualTo(1024);
        });
    }

    @Test
    void cloudFront_withTooLongAddresses_reportsTheirSize() {
        CloudFrontHost host = new CloudFrontHost();
        List<BlobRule> rules = IntStream.range(0, REPOSITORIES)
                .mapToObj(i -> BlobRule.of(
                        rule(i, 1).repository(), null, List.of("https://storage.example/" + "x".repeat(450))))
                .sorted()
                .toList();
        long keyValues = emit("cloudfront", rules).whole.get("-/host/cloudfront/key-values.json").length;
        assertThat(keyValues).isGreaterThan(host.capabilities().most(Limit.REDIRECT_BYTES));
        assertThat(host.uses(rules)).isEqualTo(Map.of(Limit.REDIRECT_BYTES, keyValues));
    }

    /** These have nothing to set up: what is there is for our own goals. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void otherHosts_withManyStores_haveOneFile(int stores) {
        for (String host : List.of("s3", "local", "github-pages")) {
            assertThat(emit(host, rules(REPOSITORIES, stores)).files).as(host).isEqualTo(1);
        }
        assertThat(emit("gitlab-pages", rules(REPOSITORIES, stores)).files).isZero();
    }

    @Test
    void hosts_listed_areAllTested() {
        assertThat(Host.all())
                .extracting(Host::name)
                .containsExactlyInAnyOrder(
                        "nginx",
                        "apache",
                        "caddy",
                        "cloudflare-pages",
                        "netlify",
                        "cloudfront",
                        "s3",
                        "local",
                        "github-pages",
                        "gitlab-pages");
    }
}
