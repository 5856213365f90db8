package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What every service must do whose buckets are stores. */
abstract class BucketContract extends WritableBlobStoreContract {

    private static int count;

    private Buckets buckets;
    private S3Client client;
    private String prefix;

    /** Started for all tests of a class. */
    abstract S3Service service();

    @BeforeEach
    void open() {
        buckets = new Buckets(service().settings());
        client = service().client();
        prefix = "test" + ++count;
    }

    @AfterEach
    void close() {
        client.close();
        buckets.close();
    }

    @Override
    WritableBlobStore store() {
        StoreAddress.Cloud address =
                (StoreAddress.Cloud) StoreAddress.parse("s3://" + S3Service.BUCKET + "/" + prefix, Path.of("."));
        return buckets.store(null, address);
    }

    private String key(Digest digest) {
        return prefix + "/" + BlobAddress.path(digest);
    }

    @Override
    void given(Digest digest, byte[] content) {
        client.putObject(request -> request.bucket(S3Service.BUCKET).key(key(digest)), RequestBody.fromBytes(content));
    }

    @Override
    void assertHoldsOnly(Digest... digests) {
        assertThat(client.listObjectsV2Paginator(
                                request -> request.bucket(S3Service.BUCKET).prefix(prefix + "/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(digests).map(this::key).toList());
        assertThat(client.listMultipartUploads(request -> request.bucket(S3Service.BUCKET))
                        .uploads())
                .isEmpty();
    }

    private static Blob large(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Blobs.of(content);
    }

    @Test
    void object_put_hasTypeAndCacheHeaders() {
        Blob blob = Blobs.of("content");
        store().put(blob, false);

        HeadObjectResponse head =
                client.headObject(request -> request.bucket(S3Service.BUCKET).key(key(blob.digest())));
        assertThat(head.contentType()).isEqualTo("application/octet-stream");
        assertThat(head.cacheControl()).isEqualTo("public, max-age=31536000, immutable");
        assertThat(head.metadata()).containsEntry("sha256", blob.digest().hex());
    }

    @Test
    void blob_large_isSentInParts() throws IOException {
        Blob blob = large(17 * 1024 * 1024 + 7);

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(Digest.sha256(store().open(blob.digest()).readAllBytes())).isEqualTo(blob.digest());
        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.PRESENT);
        assertHoldsOnly(blob.digest());
    }

    @Test
    void blob_largeAndWrong_leavesNothing() {
        Blob blob = large(10 * 1024 * 1024);
        byte[] other = new byte[10 * 1024 * 1024];
        Blob wrong = new Blob(blob.descriptor(), () -> new ByteArrayInputStream(other));

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> store().put(wrong, false))
                .withMessageContaining("DIGEST_INVALID");
        assertHoldsOnly();
    }

    /** Parts of an upload that is not aborted stay, and cost. */
    @Test
    void put_thatEndsWithAnError_leavesNoUnfinishedUpload() {
        Blob blob = large(10 * 1024 * 1024);
        OutOfMemoryError error = new OutOfMemoryError("of a test");
        Blob broken = new Blob(
                blob.descriptor(),
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[9 * 1024 * 1024]), new InputStream() {
                    @Override
                    public int read() {
                        throw error;
                    }
                }));

        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> store().put(broken, false))
                .isSameAs(error);
        assertHoldsOnly();
    }

    @Test
    void upload_ofAKilledRun_isFinished() throws IOException {
        Blob blob = large(10 * 1024 * 1024);
        BucketRequests requests = buckets.requests(
                (StoreAddress.Cloud) StoreAddress.parse("s3://" + S3Service.BUCKET + "/" + prefix, Path.of(".")));
        PartUploads uploads =
                new PartUploads(requests, BlobAddress.path(blob.digest()), ObjectKind.BLOB, blob.digest());
        PartUpload started = uploads.open();
        started.put(1, new byte[8 * 1024 * 1024], 8 * 1024 * 1024);
        assertThat(uploads.unfinished()).hasSize(1);

        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(Digest.sha256(store().open(blob.digest()).readAllBytes())).isEqualTo(blob.digest());
        assertHoldsOnly(blob.digest());
    }

    @Test
    void blob_ofReaders_isAtTheBucketsAddress() {
        assertThat(store().base()).hasToString(service().endpoint() + "/" + S3Service.BUCKET + "/" + prefix);
    }
}
