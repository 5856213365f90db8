package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.AwsFake.Asked;
import io.github.registryorg.store.AwsFake.Cut;
import io.github.registryorg.store.AwsFake.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service that fails in each kind of request, in each way, while it receives a blob: nothing wrong is ever under a
 * digest's name, what is transient succeeds, and everything else is reported and succeeds once the service works again.
 */
@Timeout(60)
class BucketOutagesTest {

    private static final String PREFIX = "acme-blobs/store/";
    private static final List<String> READS = List.of("GetObject", "HeadObject");
    private static final int PART = 64 * 1024;
    private static final byte[] LARGE = new byte[2 * PART + 77];
    private static final byte[] SMALL = new byte[PART - 1];

    static {
        new Random(13).nextBytes(LARGE);
        new Random(17).nextBytes(SMALL);
    }

    /** How a request fails. */
    private enum Failure {
        DENIED(false, 403, "AccessDenied", "the key may not do that"),
        EXPIRED(false, 400, "ExpiredToken", "the key is not accepted"),
        FULL(false, 403, "QuotaExceeded", "no space left"),
        BROKEN(true, 500, "InternalError", "failed: 500"),
        THROTTLED(true, 503, "SlowDown", "failed: 503"),
        RESET(true, Cut.BEFORE),
        UNANSWERED(true, Cut.AFTER);

        /** Whether trying again may help. */
        private final boolean isTransient;

        private final Optional<Refusal> refusal;
        private final Cut cut;
        private final String message;

        Failure(boolean isTransient, int status, String code, String message) {
            this.isTransient = isTransient;
            this.refusal = Optional.of(new Refusal(status, code, code));
            this.cut = Cut.NEVER;
            this.message = message;
        }

        Failure(boolean isTransient, Cut cut) {
            this.isTransient = isTransient;
            this.refusal = Optional.empty();
            this.cut = cut;
            this.message = "failed to respond";
        }
    }

    @TempDir
    private Path temporary;

    private final AwsFake aws = new AwsFake();
    private final Buckets buckets = new Buckets(aws.settings(), Buckets.SILENCE, Duration.ofMillis(1));
    private final BucketBlobStore store =
            buckets.store(null, (StoreAddress.Cloud) StoreAddress.parse("s3://" + PREFIX, Path.of(".")));

    @AfterEach
    void close() {
        buckets.close();
        aws.close();
    }

    /** Fails in the first requests of this kind, or in all. */
    private void fail(String operation, Failure failure, int times) {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger cut = new AtomicInteger();
        aws.refuse(request -> failure.refusal.filter(any -> isNext(request, operation, refused, times)));
        aws.cut(request ->
                failure.cut != Cut.NEVER && isNext(request, operation, cut, times) ? failure.cut : Cut.NEVER);
        aws.watch(BucketOutagesTest::assertNothingWrong);
    }

    private static boolean isNext(Asked request, String operation, AtomicInteger count, int times) {
        if (request.operation().equals("GetObject") && operation.equals("HeadObject")) {
            // the GET that explains a HEAD fails in the same way
            return times == 1 ? count.compareAndSet(1, 2) : count.get() > 0;
        }
        return request.operation().equals(operation) && count.incrementAndGet() <= times;
    }

    private void work() {
        aws.refuse(request -> Optional.empty());
        aws.cut(request -> Cut.NEVER);
    }

    private static void assertNothingWrong(Map<String, AwsFake.Stored> objects) {
        objects.forEach((name, object) -> {
            if (!name.startsWith(PREFIX + StagedObject.PARTIAL)) {
                assertThat(name)
                        .isEqualTo(PREFIX + "sha256/"
                                + Digest.sha256(object.content()).hex());
            }
        });
    }

    private void receive(byte[] content) {
        // of another algorithm than was announced, so that what was sent is read once more
        try (IncomingBlob blob =
                new IncomingBlob(DigestAlgorithm.SHA512, new StagedObject(store.bucket(), temporary, PART))) {
            blob.write(content, 0, content.length);
            blob.finish(Digest.sha256(content));
        }
    }

    private void put(byte[] content) {
        Descriptor descriptor = Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(content), content.length);
        BucketRequests requests = store.bucket().requests();
        new ObjectTransfer(
                        requests,
                        new ObjectLook(requests, new ConcurrentHashMap<>()),
                        store.bucket().buffers(),
                        PART)
                .put(
                        new Blob(descriptor, () -> new ByteArrayInputStream(content)),
                        BlobAddress.path(descriptor.digest()),
                        ObjectKind.BLOB);
    }

    static Stream<Arguments> outages() {
        Stream<Arguments> large = Stream.of(
                        "CreateMultipartUpload",
                        "UploadPart",
                        "CompleteMultipartUpload",
                        "GetObject",
                        "HeadObject",
                        "CopyObject")
                .flatMap(operation -> Stream.of(Failure.values())
                        // reading needs no space
                        .filter(failure ->
                                failure != Failure.FULL || READS.stream().noneMatch(operation::equals))
                        .map(failure -> Arguments.of(operation, failure, LARGE)));
        Stream<Arguments> small = Stream.of(Failure.values()).map(failure -> Arguments.of("PutObject", failure, SMALL));
        return Stream.concat(large, small);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outages")
    void service_thatFailsOnce_isAskedAgain_orReportedAndThenTakesIt(
            String operation, Failure failure, byte[] content) {
        fail(operation, failure, 1);
        if (failure.isTransient) {
            receive(content);
        } else {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> receive(content))
                    .withMessageContaining(failure.message);
            receive(content);
        }
        assertThat(aws.objects().keySet())
                .containsExactly(PREFIX + "sha256/" + Digest.sha256(content).hex());
        assertNothingWrong(aws.objects());
        // one that the service began, and nobody knows of, is swept after a day
        boolean isUnknown = failure == Failure.UNANSWERED && operation.equals("CreateMultipartUpload");
        assertThat(aws.unfinished()).isEqualTo(isUnknown ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outages")
    void service_thatKeepsFailing_isReported_andLaterTakesIt(String operation, Failure failure, byte[] content) {
        fail(operation, failure, Integer.MAX_VALUE);
        RegistryException e = catchThrowableOfType(RegistryException.class, () -> receive(content));
        // a completed upload whose responses were all lost is found
        if (failure == Failure.UNANSWERED && operation.equals("CompleteMultipartUpload")) {
            assertThat(e).isNull();
        } else {
            assertThat(e).hasMessageContaining(failure.message);
            assertThat(e.problem().hint()).isNotBlank();
        }
        assertNothingWrong(aws.objects());
        work();
        receive(content);
        assertThat(aws.objects())
                .containsKey(PREFIX + "sha256/" + Digest.sha256(content).hex());
        assertNothingWrong(aws.objects());
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void publishing_toAServiceThatKeepsFailing_isReported_andLaterSucceeds(Failure failure) {
        for (String operation : new String[] {"UploadPart", "CompleteMultipartUpload", "PutObject"}) {
            byte[] content = operation.equals("PutObject") ? SMALL : LARGE;
            fail(operation, failure, Integer.MAX_VALUE);
            catchThrowableOfType(RegistryException.class, () -> put(content));
            assertNothingWrong(aws.objects());
            work();
            put(content);
            assertThat(aws.objects())
                    .containsOnlyKeys(
                            PREFIX + "sha256/" + Digest.sha256(content).hex());
            aws.removeBelow(PREFIX);
        }
    }

    @Test
    void object_ofMoreThanIsCopiedAtOnce_isCopiedInParts() {
        aws.put(PREFIX + "source", LARGE);
        Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(LARGE), LARGE.length);
        store.bucket().copyWithin("source", "target", blob, LARGE.length - 1, PART);
        assertThat(aws.objects().get(PREFIX + "target").content()).isEqualTo(LARGE);
        assertThat(aws.asked())
                .extracting(Asked::operation)
                .containsExactly(
                        "CreateMultipartUpload",
                        "UploadPartCopy",
                        "UploadPartCopy",
                        "UploadPartCopy",
                        "CompleteMultipartUpload");
        assertThat(aws.unfinished()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void copyInParts_thatFails_leavesNothing(Failure failure) {
        aws.put(PREFIX + "source", LARGE);
        Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(LARGE), LARGE.length);
        AtomicInteger count = new AtomicInteger();
        aws.refuse(request -> failure.refusal.filter(
                any -> request.operation().equals("UploadPartCopy") && count.incrementAndGet() > 1));
        aws.cut(request ->
                request.operation().equals("UploadPartCopy") && count.incrementAndGet() > 1 ? failure.cut : Cut.NEVER);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> store.bucket().copyWithin("source", "target", blob, LARGE.length - 1, PART))
                .withMessageContaining(failure.message);
        assertThat(aws.objects()).containsOnlyKeys(PREFIX + "source");
        assertThat(aws.unfinished()).isZero();
    }

    @Test
    void service_thatDoesNotCopy_isSentItOnceMore() {
        aws.refuse(request -> request.operation().equals("CopyObject")
                ? Optional.of(new Refusal(501, "NotImplemented", "This is not implemented."))
                : Optional.empty());
        receive(LARGE);
        assertThat(aws.objects())
                .containsOnlyKeys(PREFIX + "sha256/" + Digest.sha256(LARGE).hex());
        assertNothingWrong(aws.objects());
        assertThat(aws.unfinished()).isZero();
    }

    @Test
    void service_thatCopiesNothing_isReported_andNothingIsLeft() {
        aws.watch(objects -> {
            String name = PREFIX + "sha256/" + Digest.sha256(LARGE).hex();
            if (objects.containsKey(name)) {
                aws.put(name, new byte[0]);
            }
        });
        Problem problem = catchThrowableOfType(RegistryException.class, () -> receive(LARGE))
                .problem();
        assertThat(problem.toString()).contains("is not in the bucket as it was sent: it has 0 bytes");
        assertThat(aws.objects()).isEmpty();
    }
}
