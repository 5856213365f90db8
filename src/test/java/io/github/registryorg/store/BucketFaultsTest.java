package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.FaultProxy.Fault;
import io.github.registryorg.testkit.ReservedPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket behind a bad connection, an overloaded service, and keys, names and regions that are wrong. */
class BucketFaultsTest {

    private static final String SLOW_DOWN = "HTTP/1.1 503 Slow Down\r\nRetry-After: 0\r\nConnection: close\r\n\r\n";
    private static final String INTERNAL = "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n";

    private static S3Server server;
    private static int count;

    private final String prefix = "faults" + ++count;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private BlobStores stores(Buckets buckets) {
        return new BlobStores(Path.of("."), StoreMap.NONE, null, buckets);
    }

    private WritableBlobStore store(Buckets buckets) {
        return stores(buckets).openWritable("s3://" + S3Server.BUCKET + "/" + prefix);
    }

    private static Blob random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Blobs.of(content);
    }

    private void assertArrives(Blob blob, Fault... faults) throws IOException {
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets faulty = new Buckets(S3Server.settings(proxy.endpoint(), false))) {
            proxy.next(faults);
            assertThat(store(faulty).put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
            assertThat(proxy.spent()).isTrue();
        }
        assertHas(blob);
    }

    @Test
    void proxy_thatIsBypassed_isNotUsed() {
        BucketSettings direct = server.settings();
        ProxySettings absent = ProxySettings.of(
                new HttpProxy("127.0.0.1", 1, null, null, HttpProxy.Origin.SETTINGS), "LocalHost|127.*");
        BucketSettings proxied = new BucketSettings(
                direct.region(),
                direct.endpoint(),
                direct.pathStyle(),
                direct.compatible(),
                direct.profile(),
                direct.credentials(),
                direct.acl(),
                direct.storageClass(),
                direct.encryption(),
                absent);
        try (Buckets buckets = new Buckets(proxied)) {
            assertThat(store(buckets).put(random(2_000), false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        }
    }

    @Test
    void errors_inBursts_areRetried() throws IOException {
        assertArrives(
                random(1_000),
                new Fault.Response(SLOW_DOWN),
                new Fault.Response(INTERNAL),
                new Fault.Response(SLOW_DOWN),
                new Fault.Response(INTERNAL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 5_000, 200_000})
    void connection_brokenWhileSending_isRetried(int bytes) throws IOException {
        assertArrives(
                random(300_000),
                new Fault.ResetAfterSent(bytes),
                new Fault.ResetAfterSent(bytes),
                new Fault.ResetAfterReceived(1));
    }

    @ParameterizedTest
    @MethodSource
    void read_interrupted_isResumed(Fault fault) throws IOException {
        Blob blob = random(400_000);
        try (Buckets straight = new Buckets(server.settings())) {
            store(straight).put(blob, false);
        }
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets impatient = new Buckets(
                        S3Server.settings(proxy.endpoint(), false), Duration.ofMillis(500), Buckets.PAUSE)) {
            proxy.next(fault);
            Blob there = new Blob(blob.descriptor(), () -> store(impatient).open(blob.digest()));
            assertThat(CheckedContent.check(there)).isEmpty();
            assertThat(proxy.spent()).isTrue();
        }
    }

    static List<Fault> read_interrupted_isResumed() {
        return List.of(
                new Fault.ResetAfterReceived(100_000),
                new Fault.EndAfterReceived(200_000),
                new Fault.SilenceAfter(300_000));
    }

    @Test
    void connections_brokenAmongParts_areRetried() throws IOException {
        assertArrives(
                random(20 * 1024 * 1024),
                new Fault.ResetAfterReceived(30),
                new Fault.ResetAfterSent(1_000_000),
                new Fault.ResetAfterSent(3_000_000),
                new Fault.ResetAfterReceived(10),
                new Fault.Response(SLOW_DOWN));
    }

    @Test
    @Tag("slow")
    void upload_alwaysFailing_isReportedAndFinishedByTheNextRun() throws IOException {
        Blob blob = random(17 * 1024 * 1024);
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets faulty = new Buckets(S3Server.settings(proxy.endpoint(), false))) {
            proxy.next(new Fault.ResetAfterSent(4_000_000));
            for (int i = 0; i < 100; i++) {
                proxy.next(new Fault.Response(INTERNAL));
            }
            Problem problem = problem(() -> store(faulty).put(blob, false));
            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.toString()).contains("500").contains("it continues where it stopped");
        }
        assertArrives(blob);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 80})
    void response_cutShort_isRetried(int bytes) throws IOException {
        Fault cut = new Fault.EndAfterReceived(bytes);
        assertArrives(random(100_000), cut, cut, cut);
    }

    @Test
    @Tag("slow")
    void service_silent_isRetried() throws IOException {
        Blob blob = random(9 * 1024 * 1024);
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets impatient =
                        new Buckets(S3Server.settings(proxy.endpoint(), false), Duration.ofSeconds(2), Buckets.PAUSE)) {
            proxy.next(new Fault.SilenceAfter(0), new Fault.SilenceAfter(20), new Fault.SilenceAfter(0));
            assertThat(store(impatient).put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
            assertThat(proxy.spent()).isTrue();
        }
        assertHas(blob);
    }

    /** The hash of the whole is not looked at; of parts, the service takes them for others than those it was given. */
    @ParameterizedTest
    @CsvSource({"10000, false", "9000000, true"})
    void service_withWrongHashes_isReportedForParts(int size, boolean isRefused) throws IOException {
        Blob blob = random(size);
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets faulty = new Buckets(S3Server.settings(proxy.endpoint(), false))) {
            for (int i = 0; i < 20; i++) {
                proxy.next(new Fault.LyingETag());
            }
            RegistryException refused = catchThrowableOfType(
                    RegistryException.class, () -> store(faulty).put(blob, false));
            assertThat(refused != null).isEqualTo(isRefused);
            if (refused != null) {
                assertThat(refused.problem().hint()).isNotBlank();
            }
        }
        try (Buckets straight = new Buckets(server.settings())) {
            store(straight).put(blob, false);
        }
        assertHas(blob);
    }

    @Test
    void blob_rightByHeadAndWrongByGet_isReplacedWhenDeep() throws IOException {
        Blob blob = random(50_000);
        try (Buckets straight = new Buckets(server.settings())) {
            store(straight).put(blob, false);
        }
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                Buckets faulty = new Buckets(S3Server.settings(proxy.endpoint(), false))) {
            proxy.next(new Fault.WrongBodies());
            assertThat(store(faulty).put(blob, true)).isEqualTo(WritableBlobStore.Put.WRITTEN);
            assertThat(store(faulty).put(blob, false)).isEqualTo(WritableBlobStore.Put.PRESENT);
        }
        assertHas(blob);
    }

    private void assertHas(Blob blob) throws IOException {
        try (Buckets straight = new Buckets(server.settings())) {
            assertThat(Digest.sha256(store(straight).open(blob.digest()).readAllBytes()))
                    .isEqualTo(blob.digest());
            BucketRequests requests = straight.requests(
                    (StoreAddress.Cloud) StoreAddress.parse("s3://" + S3Server.BUCKET + "/" + prefix, Path.of(".")));
            assertThat(new PartUploads(requests, BlobAddress.path(blob.digest()), ObjectKind.BLOB, blob.digest())
                            .unfinished())
                    .isEmpty();
        }
    }

    private Problem refused(BucketSettings settings, String address) {
        try (Buckets buckets = new Buckets(settings)) {
            Blob blob = random(100);
            Problem problem =
                    problem(() -> stores(buckets).openWritable(address).put(blob, false));
            assertThat(problem.hint()).isNotBlank();
            assertThat(problem.toString()).doesNotContain(S3Server.SECRET_KEY, "Exception", "wrong-secret");
            return problem;
        }
    }

    private static BucketSettings with(BucketCredentials credentials, URI endpoint) {
        return new BucketSettings("us-east-1", endpoint, true, false, null, credentials, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({"AKIDOTHER, not/a+secret", "AKIDTEST, wrong-secret"})
    void key_wrong_isReported(String key, String secret) {
        Problem problem =
                refused(with(new BucketCredentials(key, secret), server.endpoint()), "s3://" + S3Server.BUCKET + "/x");
        assertThat(problem.code()).isIn(ProblemCode.UNAUTHORIZED, ProblemCode.DENIED);
    }

    @Test
    void bucket_absent_isReported() {
        Problem problem = refused(server.settings(), "s3://no-such-bucket/x");
        assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
        assertThat(problem.toString()).contains("the bucket does not exist", "s3://no-such-bucket/x");
    }

    @Test
    void service_absent_isReported() {
        try (ReservedPort port = ReservedPort.take()) {
            Problem problem = refused(
                    with(new BucketCredentials("a", "b"), URI.create("http://" + port.address())),
                    "s3://" + S3Server.BUCKET + "/x");
            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.toString()).contains("registry.endpoint");
        }
    }

    @Test
    void region_ofARedirect_isReported() {
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            proxy.next(new Fault.Response("HTTP/1.1 301 Moved Permanently\r\nx-amz-bucket-region: eu-west-3\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
            Problem problem =
                    refused(S3Server.settings(proxy.endpoint(), false), "s3://" + S3Server.BUCKET + "/" + prefix);
            assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
            assertThat(problem.toString()).contains("the bucket is in another region", "-Dregistry.region=eu-west-3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|RequestTimeTooSkewed|this machine's clock is wrong|CONFIGURATION_INVALID",
                "400|AuthorizationHeaderMalformed|-Dregistry.region=eu-central-1|CONFIGURATION_INVALID",
                "301|PermanentRedirect|another region|CONFIGURATION_INVALID",
                "403|AccessDenied|may not do that|DENIED",
                "403|ExpiredToken|the key is not accepted|UNAUTHORIZED",
                "403|QuotaExceeded|has no space left|IO_FAILED",
                "403|AccessDenied of x-amz-checksum-sha256|may not do that|DENIED",
                "400|Malformed of x-amz-sdk-checksum-algorithm|-Dregistry.compatible=true|UNSUPPORTED",
                "405|MethodNotAllowed|takes no objects|CONFIGURATION_INVALID",
                "411|MissingContentLength|-Dregistry.compatible=true|UNSUPPORTED",
                "400|InvalidHeader|-Dregistry.compatible=true|UNSUPPORTED",
                "507|XMinioStorageFull|has no space left|IO_FAILED",
                "501|NotImplemented|-Dregistry.compatible=true|UNSUPPORTED"
            })
    void request_refused_isReportedWithWhatToChange(int status, String code, String what, ProblemCode expected) {
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code.replaceFirst(" .*", "") + "</Code><Message>"
                + code.replaceFirst(".* ", "") + " the region 'x' is wrong; expecting 'eu-central-1'</Message></Error>";
        if (code.equals("InvalidHeader")) {
            body = body.replace("the region 'x'", "x-amz-sdk-checksum-algorithm");
        }
        if (!code.equals("AuthorizationHeaderMalformed")) {
            body = body.replace("; expecting 'eu-central-1'", "");
        }
        String put = "HTTP/1.1 " + status + " Refused\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        String head = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            proxy.next(new Fault.Response(head));
            for (int i = 0; i < 7; i++) {
                proxy.next(new Fault.Response(put));
            }
            Problem problem =
                    refused(S3Server.settings(proxy.endpoint(), false), "s3://" + S3Server.BUCKET + "/" + prefix);
            assertThat(problem.code()).as(problem.toString()).isEqualTo(expected);
            assertThat(problem.toString()).contains(what);
        }
    }
}
