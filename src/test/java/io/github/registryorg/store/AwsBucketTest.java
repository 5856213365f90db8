package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.AwsFake.Asked;
import io.github.registryorg.store.AwsFake.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a service that keeps checksums as AWS does, their number, and the use of the responses. */
class AwsBucketTest {

    private static final int PART = 8 * 1024 * 1024;
    private static final String STORE = "s3://" + S3Service.BUCKET + "/store";

    private final AwsFake aws = new AwsFake();
    private final Buckets buckets = new Buckets(aws.settings());

    @AfterEach
    void stop() {
        buckets.close();
        aws.close();
    }

    private static WritableBlobStore store(Buckets buckets, String address) {
        return new BlobStores(Path.of("."), StoreMap.NONE, null, buckets).openWritable(address);
    }

    private WritableBlobStore store() {
        return store(buckets, STORE);
    }

    private static Blob random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Blobs.of(content);
    }

    private static String key(Blob blob) {
        return S3Service.BUCKET + "/store/" + BlobAddress.path(blob.digest());
    }

    private void assertHas(Blob blob) {
        assertThat(Digest.sha256(aws.objects().get(key(blob)).content())).isEqualTo(blob.digest());
        assertThat(aws.unfinished()).isZero();
    }

    private List<String> operations() {
        return aws.asked().stream().map(Asked::operation).toList();
    }

    @Test
    void blob_small_isPutWithItsHash() {
        Blob blob = random(1_000);
        store().put(blob, false);

        List<Asked> asked = aws.asked();
        assertThat(asked).extracting(Asked::operation).containsExactly("HeadObject", "HeadBucket", "PutObject");
        assertThat(asked.get(2).headers())
                .containsEntry("x-amz-checksum-sha256", Checksums.base64(blob.digest()))
                .containsEntry("x-amz-meta-sha256", blob.digest().hex())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("cache-control", "public, max-age=31536000, immutable")
                .doesNotContainKeys(
                        "x-amz-acl", "x-amz-storage-class", "x-amz-server-side-encryption", "if-none-match");
        assertHas(blob);
    }

    @Test
    void list_ofManyPages_passesEachOnBeforeTheNextRequest() {
        for (int i = 0; i < 7; i++) {
            aws.put(S3Service.BUCKET + "/site/" + i, new byte[i]);
        }
        aws.put(S3Service.BUCKET + "/site-2/0", new byte[1]);
        aws.listAtMost(2);
        List<String> listed = new ArrayList<>();
        AtomicInteger pages = new AtomicInteger();
        Bucket bucket = buckets.open(
                (StoreAddress.Cloud) StoreAddress.parse("s3://" + S3Service.BUCKET + "/site", Path.of(".")));
        bucket.list((path, size) -> listed.add(
                path + " " + size + " " + pages.addAndGet(operations().size())));

        assertThat(listed).containsExactly("0 0 1", "1 1 1", "2 2 2", "3 3 2", "4 4 3", "5 5 3", "6 6 4");
    }

    @Test
    @Tag("slow")
    void service_thatAsksToSlowDown_isRetriedLater() {
        AtomicInteger asked = new AtomicInteger();
        aws.refuse(request -> request.operation().equals("PutObject") && asked.incrementAndGet() < 4
                ? Optional.of(new Refusal(503, "SlowDown", "Please reduce your request rate."))
                : Optional.empty());
        Blob blob = random(1_000);
        store().put(blob, false);

        assertThat(asked).hasValue(4);
        assertHas(blob);
    }

    @Test
    void blob_present_isOneHeadWithoutReading() {
        Blob small = random(1_000);
        Blob large = random(2 * PART + 5);
        store().put(small, false);
        store().put(large, false);
        aws.asked();

        for (Blob blob : List.of(small, large)) {
            Blob unread = Blobs.claiming(blob.digest(), blob.size(), () -> {
                throw new AssertionError("was read");
            });
            assertThat(store().put(unread, false)).isEqualTo(WritableBlobStore.Put.PRESENT);
        }
        assertThat(operations()).containsExactly("HeadObject", "HeadObject");
    }

    @Test
    void parts_withHashes_areComparedAsAWhole() {
        Blob blob = random(2 * PART + 5);
        store().put(blob, false);

        assertThat(aws.objects().get(key(blob)).checksum()).endsWith("-3");
        assertThat(aws.asked().stream().filter(request -> request.operation().equals("UploadPart")))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.headers()).containsKey("x-amz-checksum-sha256"));
        assertHas(blob);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSuchUpload", "NoSuchKey"})
    void parts_completedByARequestWithoutResponse_areStored(String code) {
        byte[] content = new byte[PART + 1];
        Blob blob = Blobs.of(content);
        aws.refuse(request -> {
            if (!request.operation().equals("CompleteMultipartUpload")) {
                return Optional.empty();
            }
            // as if the first of two requests had done it
            aws.put(
                    key(blob),
                    new AwsFake.Stored(
                            content, Map.of("x-amz-meta-sha256", blob.digest().hex()), null));
            return Optional.of(new Refusal(404, code, "There is nothing to complete."));
        });
        store().put(blob, false);

        assertThat(Digest.sha256(aws.objects().get(key(blob)).content())).isEqualTo(blob.digest());
    }

    @Test
    void parts_withAnotherCompositeHash_areReported() {
        aws.lie();
        Problem problem = problem(() -> store().put(random(2 * PART + 5), false));

        assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(problem.toString()).contains("something else than was sent", "Publish again");
        assertThat(aws.objects()).isEmpty();
        assertThat(aws.unfinished()).isZero();
    }

    @Test
    void hash_ofTheService_precedesThatOfTheMetadata() {
        Blob blob = random(1_000);
        store().put(blob, false);
        byte[] other = new byte[1_000];
        AwsFake.Stored stored = aws.objects().get(key(blob));
        aws.put(key(blob), new AwsFake.Stored(other, stored.headers(), Checksums.base64(Digest.sha256(other))));

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertHas(blob);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parts_ofAKilledRun_areNotSentAgain(boolean compatible) {
        Blob blob = random(4 * PART + 5);
        try (Buckets killed = new Buckets(S3Server.settings(aws.endpoint(), compatible))) {
            AtomicInteger parts = new AtomicInteger();
            aws.refuse(request -> request.operation().equals("UploadPart") && parts.incrementAndGet() > 3
                            || request.operation().equals("AbortMultipartUpload")
                    ? Optional.of(new Refusal(403, "AccessDenied", "killed"))
                    : Optional.empty());
            assertThat(problem(() -> store(killed, STORE).put(blob, false)).code())
                    .isEqualTo(ProblemCode.DENIED);
            assertThat(aws.unfinished()).isOne();
        }
        aws.refuse(request -> Optional.empty());
        aws.asked();
        try (Buckets next = new Buckets(S3Server.settings(aws.endpoint(), compatible))) {
            store(next, STORE).put(blob, false);
        }

        assertThat(operations())
                .doesNotContain("CreateMultipartUpload")
                .filteredOn("UploadPart"::equals)
                .hasSize(2);
        assertHas(blob);
    }

    @Test
    void upload_startedWithOtherSettings_isAbortedAndRestarted() {
        Blob blob = random(PART + 5);
        try (Buckets without = new Buckets(S3Server.settings(aws.endpoint(), true))) {
            StoreAddress.Cloud address = (StoreAddress.Cloud) StoreAddress.parse(STORE, Path.of("."));
            new PartUploads(without.requests(address), BlobAddress.path(blob.digest()), ObjectKind.BLOB, blob.digest())
                    .open();
        }
        store().put(blob, false);

        assertThat(operations()).contains("AbortMultipartUpload");
        assertHas(blob);
    }

    @Tag("slow")
    @Test
    void publishers_severalOfOneBlob_leaveItWhole() throws Exception {
        Blob blob = random(3 * PART);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Buckets> publishers = new ArrayList<>();
        try {
            List<Callable<WritableBlobStore.Put>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Buckets publisher = new Buckets(aws.settings());
                publishers.add(publisher);
                runs.add(() -> store(publisher, STORE).put(blob, false));
            }
            for (Future<WritableBlobStore.Put> run : threads.invokeAll(runs)) {
                assertThat(run.get()).isNotNull();
            }
        } finally {
            publishers.forEach(Buckets::close);
            threads.shutdownNow();
        }
        assertHas(blob);
    }

    @ParameterizedTest
    @CsvSource({"AES256, AES256,", "aws:kms, aws:kms,", "aws:kms:key/7, aws:kms, key/7"})
    void traits_ofObjects_areSent(String encryption, String algorithm, String kmsKey) {
        BucketSettings settings = new BucketSettings(
                "us-east-1",
                aws.endpoint(),
                true,
                false,
                null,
                new BucketCredentials("a", "b"),
                "public-read",
                "standard_ia",
                encryption,
                null);
        try (Buckets wanted = new Buckets(settings)) {
            store(wanted, STORE).put(random(100), false);
            store(wanted, STORE).put(random(PART + 1), false);
            Bucket source = wanted.open((StoreAddress.Cloud) StoreAddress.parse(STORE, Path.of(".")));
            Bucket target = wanted.open((StoreAddress.Cloud) StoreAddress.parse("s3://site", Path.of(".")));
            Blob blob = random(100);
            assertThat(target.copy(source, BlobAddress.path(blob.digest()), "x", ObjectKind.BLOB, blob.descriptor()))
                    .isTrue();
        }
        assertThat(aws.asked())
                .filteredOn(request -> List.of("PutObject", "CreateMultipartUpload", "CopyObject")
                        .contains(request.operation()))
                .hasSize(3)
                .allSatisfy(request -> {
                    assertThat(request.headers())
                            .containsEntry("x-amz-acl", "public-read")
                            .containsEntry("x-amz-storage-class", "STANDARD_IA")
                            .containsEntry("x-amz-server-side-encryption", algorithm);
                    assertThat(request.headers().get("x-amz-server-side-encryption-aws-kms-key-id"))
                            .isEqualTo(kmsKey);
                });
    }

    @Test
    void blob_absentOrOtherInTheSourceBucket_isNotCopied() {
        Blob blob = random(100);
        StoreAddress.Cloud site = (StoreAddress.Cloud) StoreAddress.parse("s3://site", Path.of("."));
        Bucket source = buckets.open((StoreAddress.Cloud) StoreAddress.parse(STORE, Path.of(".")));
        String path = BlobAddress.path(blob.digest());
        assertThat(buckets.open(site).copy(source, path, "x", ObjectKind.BLOB, blob.descriptor()))
                .isFalse();
        aws.put(key(blob), new byte[99]);
        assertThat(buckets.open(site).copy(source, path, "x", ObjectKind.BLOB, blob.descriptor()))
                .isFalse();
        assertThat(aws.objects()).containsOnlyKeys(key(blob));
    }

    @Test
    void requests_toGoogle_haveNoChecksumsChunksOrHostNames() {
        BucketSettings settings = new BucketSettings(
                null, aws.endpoint(), false, false, null, new BucketCredentials("GOOGA", "b"), null, null, null, null);
        try (Buckets google = new Buckets(settings)) {
            store(google, "gs://acme/store").put(random(100), false);
            store(google, "gs://acme/store").put(random(PART + 1), false);
        }
        assertThat(aws.asked()).allSatisfy(request -> {
            assertThat(request.bucket()).isEqualTo("acme");
            assertThat(request.headers().keySet())
                    .doesNotContain("x-amz-sdk-checksum-algorithm", "x-amz-checksum-algorithm", "x-amz-trailer")
                    .noneMatch(name -> name.startsWith("x-amz-checksum-"));
            assertThat(request.headers().getOrDefault("x-amz-content-sha256", ""))
                    .doesNotContain("STREAMING");
            assertThat(request.headers().get("authorization")).contains("Credential=GOOGA/", "/auto/s3/");
        });
    }

    @Test
    void bucket_ofGoogle_isAtGooglesEndpoint() {
        assertThat(BucketProvider.GOOGLE.endpoint(BucketSettings.NONE))
                .contains(URI.create("https://storage.googleapis.com"));
        try (Buckets google = new Buckets(BucketSettings.NONE)) {
            assertThat(store(google, "gs://acme/store").base())
                    .hasToString("https://storage.googleapis.com/acme/store");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|RequestTimeTooSkewed|this machine's clock is wrong|CONFIGURATION_INVALID",
                "400|AuthorizationHeaderMalformed|-Dregistry.region=eu-central-1|CONFIGURATION_INVALID",
                "403|AccessDenied|may not do that|DENIED",
                "403|InvalidAccessKeyId|the key is not accepted|UNAUTHORIZED",
                "403|SignatureDoesNotMatch|the key is not accepted|UNAUTHORIZED"
            })
    void head_refused_isExplainedByAGet(int status, String code, String what, ProblemCode expected) {
        String message = code.startsWith("Auth") ? "the region is wrong; expecting 'eu-central-1'" : "no";
        aws.refuse(request -> Optional.of(new Refusal(status, code, message)));
        Problem problem = problem(() -> store().stat(random(100).digest()));

        assertThat(problem.code()).as(problem.toString()).isEqualTo(expected);
        assertThat(problem.toString()).contains(what);
        assertThat(problem.hint()).isNotBlank();
    }

    private static boolean hasChecksum(Asked request) {
        return request.headers().keySet().stream()
                .anyMatch(name -> name.matches("x-amz-(sdk-)?checksum-.*|x-amz-trailer"));
    }

    /** What MinIO, Ceph, R2, B2 and others said of the same header, each in its way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidArgument",
                "InvalidRequest",
                "MalformedTrailerError",
                "UnsupportedArgument",
                "BadRequest",
                "NotImplemented",
                ""
            })
    void service_thatRefusesChecksums_getsNoneAfterTheFirst(String code) {
        int status = code.equals("NotImplemented") ? 501 : 400;
        aws.refuse(request -> hasChecksum(request)
                ? Optional.of(new Refusal(status, code, "Unsupported header received for this API call."))
                : Optional.empty());
        Blob first = random(1_000);
        store().put(first, false);
        assertHas(first);
        assertThat(aws.asked().stream().filter(AwsBucketTest::hasChecksum)).hasSizeLessThanOrEqualTo(2);

        assertGetsNoChecksums(random(1_001));
    }

    @Test
    void service_thatRefusesChecksumsOfParts_getsNoneAfterTheFirst() {
        aws.refuse(request -> hasChecksum(request)
                ? Optional.of(new Refusal(400, "InvalidArgument", "no checksums here"))
                : Optional.empty());
        Blob large = random(PART + 5);
        store().put(large, false);
        assertHas(large);
        assertThat(aws.asked().stream().filter(AwsBucketTest::hasChecksum)).hasSizeLessThanOrEqualTo(2);

        assertGetsNoChecksums(random(1_000));
    }

    private void assertGetsNoChecksums(Blob blob) {
        store().put(blob, false);
        assertHas(blob);
        assertThat(aws.asked()).noneMatch(AwsBucketTest::hasChecksum);
    }

    /** The upload was begun with checksums, so that it can't be continued without. */
    @ParameterizedTest
    @ValueSource(strings = {"PutObject", "CreateMultipartUpload", "UploadPart"})
    void service_thatRefusesChecksumsOfOneRequest_getsTheWhole(String operation) {
        aws.refuse(request -> request.operation().equals(operation) && hasChecksum(request)
                ? Optional.of(new Refusal(400, "InvalidArgument", "no checksums here"))
                : Optional.empty());
        Blob large = random(PART + 5);
        Blob small = random(1_000);
        store().put(large, false);
        store().put(small, false);

        assertHas(large);
        assertHas(small);
    }

    @Test
    void refusal_thatIsNotOfChecksums_isReportedWithItsMessageAndChangesNothing() {
        aws.refuse(request -> request.operation().equals("PutObject")
                ? Optional.of(new Refusal(400, "InvalidRequest", "The storage class is unknown."))
                : Optional.empty());
        Problem problem = problem(() -> store().put(random(1_000), false));

        assertThat(problem.code()).isEqualTo(ProblemCode.UNSUPPORTED);
        assertThat(problem.toString())
                .contains("400 InvalidRequest, The storage class is unknown.", "registry.compatible");
        aws.asked();
        aws.refuse(request -> Optional.empty());
        store().put(random(1_000), false);
        assertThat(aws.asked()).anyMatch(AwsBucketTest::hasChecksum);
    }

    @Test
    void service_thatStoresMoreThanWasSent_isReported() {
        aws.addBytes();
        Problem problem = problem(() -> store().put(random(1_000), false));

        assertThat(problem.code()).isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(problem.toString()).contains("it has 1,100 bytes", "Publish again");
        assertThat(aws.objects()).isEmpty();
    }

    @Test
    void object_whoseMd5IsInTheResponse_isNotLookedAtAgain() {
        try (Buckets compatible = new Buckets(S3Server.settings(aws.endpoint(), true))) {
            store(compatible, STORE).put(random(1_000), false);
        }

        assertThat(operations()).containsExactly("HeadObject", "HeadBucket", "PutObject");
    }

    /** Services need not know how pieces of it are signed one by one. */
    @Test
    void content_ofAnySize_isSignedAsAWhole() {
        store().put(random(1_000), false);
        store().put(random(2 * PART + 5), false);

        assertThat(aws.asked().stream()
                        .map(AwsFake.Asked::headers)
                        .filter(headers -> headers.containsKey("content-length")))
                .noneMatch(headers -> headers.containsKey("x-amz-decoded-content-length"))
                .allMatch(headers -> headers.get("x-amz-content-sha256").matches("[0-9a-f]{64}"));
    }

    @Test
    void wrongObject_thatTheKeyMayNotRemove_isNamed() {
        aws.addBytes();
        aws.refuse(request -> request.operation().equals("DeleteObject")
                ? Optional.of(new Refusal(403, "AccessDenied", "Access Denied"))
                : Optional.empty());
        Blob blob = random(1_000);

        assertThat(problem(() -> store().put(blob, false)).hint())
                .endsWith("Remove s3://" + key(blob) + ", which this key may not.");
    }

    /** Two deployments at once put different pages under one name, and neither of them removes that of the other. */
    @Test
    void wrongObject_thatIsNotNamedByItsDigest_stays() {
        aws.addBytes();
        StoreAddress.Cloud address = (StoreAddress.Cloud) StoreAddress.parse(STORE, Path.of("."));
        Blob page = random(1_000);

        assertThat(problem(() -> buckets.open(address).put("acme/app/index.html", ObjectKind.BLOB, page))
                        .code())
                .isEqualTo(ProblemCode.DIGEST_INVALID);
        assertThat(aws.objects()).hasSize(1);
    }

    /** What a GET says then is of another request. */
    @ParameterizedTest
    @CsvSource({"403, DENIED, 403", "400, IO_FAILED, 400"})
    void head_refusedThoughNothingIsThere_isReportedAsRefused(int status, ProblemCode code, String cause) {
        aws.refuse(request ->
                request.operation().equals("HeadObject") ? Optional.of(new Refusal(status, "", "")) : Optional.empty());
        Problem problem = problem(() -> store().stat(random(100).digest()));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.cause()).isEqualTo(cause);
    }

    @Test
    void bucket_absent_differsFromAnAbsentBlob() {
        WritableBlobStore absent = store(buckets, "s3://no-such-bucket/x");
        IntStream.range(0, 8).parallel().forEach(i -> {
            Problem problem = problem(() -> absent.stat(random(100 + i).digest()));
            assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(problem.toString()).contains("the bucket does not exist", "s3://no-such-bucket/x", "Create it");
        });
        assertThat(operations()).containsOnlyOnce("HeadBucket");
    }

    @Test
    void bucket_lookedFor_isRequestedOnce() {
        aws.refuse(request -> request.operation().equals("HeadBucket")
                ? Optional.of(new Refusal(403, "AccessDenied", "no"))
                : Optional.empty());
        assertThat(store().stat(random(100).digest())).isEmpty();
        assertThat(store().stat(random(101).digest())).isEmpty();

        assertThat(operations()).containsExactly("HeadObject", "HeadBucket", "HeadObject");
    }
}
