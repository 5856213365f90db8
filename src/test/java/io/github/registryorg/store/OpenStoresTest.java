package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenStoresTest {

    private static final String SITE = "s3://" + S3Service.BUCKET + "/site";
    private static final List<BlobAddress> TWO_STORES = BlobAddress.inStores(List.of("file:first", "file:second"));

    @TempDir
    private Path directory;

    private final AwsFake aws = new AwsFake();
    private final Blob blob = Blobs.of("content");
    private final AtomicLong moved = new AtomicLong();
    private OpenStores open;

    @BeforeEach
    void begin() {
        open = new OpenStores(directory, new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, aws.settings()));
    }

    @AfterEach
    void stop() {
        open.close();
        aws.close();
    }

    private void bring(List<BlobAddress> addresses, Supplier<String> reference) {
        open.bring(
                reference, blob.descriptor(), addresses, open.bucket(SITE), "blob", ObjectKind.BLOB, moved::addAndGet);
    }

    @Test
    void blob_thatTheFirstStoreLacks_comesFromTheSecondWithoutItsReference() {
        open.stores().openWritable("file:second").put(blob, false);
        bring(TWO_STORES, () -> Assertions.fail("no problem needs it"));

        assertThat(aws.objects()).containsOnlyKeys(S3Service.BUCKET + "/site/blob");
        assertThat(moved).hasValue(7);
    }

    @Test
    void blob_thatNoStoreHas_isReportedForEachWithItsReference() {
        AtomicInteger times = new AtomicInteger();

        assertThat(Assertions.catchThrowableOfType(
                                RegistryException.class,
                                () -> bring(TWO_STORES, () -> {
                                    times.incrementAndGet();
                                    return "acme/app:1.0";
                                }))
                        .problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN))
                .allSatisfy(problem -> assertThat(problem.subject()).isEqualTo("acme/app:1.0"))
                .extracting(Problem::what)
                .satisfiesExactly(
                        what -> assertThat(what).startsWith(blob.digest() + " at file:first "),
                        what -> assertThat(what).startsWith(blob.digest() + " at file:second "));
        assertThat(times).hasValue(1);
    }

    @Test
    void blob_withoutAddress_isInNoStore() {
        assertThat(problem(() -> bring(List.of(), () -> "acme/app:1.0")).what())
                .isEqualTo(blob.digest() + " is not in any of the stores");
    }
}
