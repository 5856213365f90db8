package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.Buckets;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes one finding, what is not asked for any more, and what is told of each blob: without a network. */
class BlobGroupingTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final String HOST = "https://storage.example";
    private static final String STORE = HOST + "/acme";
    private static final String BUCKET = "s3://acme-blobs";

    private final List<Problem> problems = new ArrayList<>();
    private final RepositoryFindings ofRepositories = new RepositoryFindings(List.of(APP));
    private final BlobOutcomes outcomes = new BlobOutcomes(ofRepositories);
    private RemoteClient client;
    private Buckets buckets;
    private GroupedFindings findings;
    private int order;

    @BeforeEach
    void begin() {
        client = new RemoteClient(AllowedHosts.parse(List.of()), null);
        buckets = new Buckets(BucketSettings.NONE);
        findings = new GroupedFindings(
                new BlobPlaces(new BlobStores(Path.of(""), StoreMap.NONE, client, buckets)), problems::add, outcomes);
    }

    @AfterEach
    void end() {
        buckets.close();
        client.close();
    }

    private WantedBlob blob(String store) {
        Digest digest = Digest.sha256(("blob " + order).getBytes(StandardCharsets.UTF_8));
        Descriptor descriptor = Descriptor.of(MediaType.OCTET_STREAM, digest, 1);
        Location location = Location.of("acme/app/README.md");
        WantedBlob blob = store.contains("/blob/")
                ? WantedBlob.atUrl("acme/app:1", descriptor, LayerFormat.OTHER, store + order, location)
                : WantedBlob.inStore("acme/app:1", descriptor, LayerFormat.OTHER, store, location);
        outcomes.names(APP, blob);
        order++;
        return blob;
    }

    private static Problem problem(ProblemCode code) {
        return Problem.of(code, "acme/app:1", "is " + code.name().toLowerCase(Locale.ROOT));
    }

    private void right(String store) {
        findings.right(blob(store));
    }

    private void wrong(String store, ProblemCode code) {
        findings.wrong(order, blob(store), problem(code));
    }

    private void unreadable(String store, ProblemCode code) {
        findings.unreadable(order, blob(store), problem(code), problem(code));
    }

    private static void times(int count, IntConsumer what) {
        for (int i = 0; i < count; i++) {
            what.accept(i);
        }
    }

    private boolean isSkipped(String store) {
        return findings.skipped(blob(store)).isPresent();
    }

    @Test
    void bucket_thatFailsThreeTimesInARow_getsNoMoreRequests() {
        times(2, i -> unreadable(BUCKET, ProblemCode.IO_FAILED));
        assertThat(isSkipped(BUCKET)).isFalse();
        unreadable(BUCKET + "/below", ProblemCode.UNAUTHORIZED);

        assertThat(findings.skipped(blob(BUCKET)))
                .get()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAUTHORIZED));
        assertThat(isSkipped("s3://other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bucket_thatRespondsInBetween_isAskedAgain(boolean right) {
        times(2, i -> unreadable(BUCKET, ProblemCode.IO_FAILED));
        if (right) {
            right(BUCKET);
        } else {
            wrong(BUCKET, ProblemCode.BLOB_UNKNOWN);
        }
        times(2, i -> unreadable(BUCKET, ProblemCode.IO_FAILED));

        assertThat(isSkipped(BUCKET)).isFalse();
    }

    @Test
    void bucket_thatRefuses_isAskedForEachBlob() {
        times(5, i -> unreadable(BUCKET, ProblemCode.DENIED));

        assertThat(isSkipped(BUCKET)).isFalse();
    }

    @Test
    void host_thatFails_isNotSkippedByHowOftenItFailed() {
        times(5, i -> unreadable(STORE, ProblemCode.IO_FAILED));

        assertThat(isSkipped(STORE)).isFalse();
    }

    @Test
    void store_thatSendsOnlyOtherThings_getsNoMoreRequestsAfterTwentyOne() {
        times(20, i -> wrong(STORE, ProblemCode.DIGEST_INVALID));
        assertThat(isSkipped(STORE)).isFalse();
        wrong(STORE, ProblemCode.SIZE_INVALID);

        assertThat(isSkipped(STORE)).isTrue();
        // a store of another name on the same host is judged by itself
        assertThat(isSkipped(HOST + "/other")).isFalse();
    }

    @Test
    void store_withOneRightBlob_isAskedForAll() {
        right(STORE);
        times(30, i -> wrong(STORE, ProblemCode.DIGEST_INVALID));

        assertThat(isSkipped(STORE)).isFalse();
    }

    @Test
    void store_withoutTheBlobs_isAskedForAll() {
        times(30, i -> wrong(STORE, ProblemCode.BLOB_UNKNOWN));

        assertThat(isSkipped(STORE)).isFalse();
    }

    @Test
    void urls_ofOneHost_areJudgedTogether() {
        times(21, i -> wrong(HOST + "/blob/", ProblemCode.DIGEST_INVALID));

        assertThat(isSkipped(HOST + "/blob/")).isTrue();
        assertThat(isSkipped("https://other.example/blob/")).isFalse();
    }

    @Test
    void urls_ofAHostThatHasOne_areAskedForAll() {
        right(HOST + "/blob/");
        times(30, i -> wrong(HOST + "/blob/", ProblemCode.DIGEST_INVALID));

        assertThat(isSkipped(HOST + "/blob/")).isFalse();
    }

    @Test
    void wrongBlob_ofAStoreWithARightOne_isReportedAtOnce() {
        wrong(STORE, ProblemCode.BLOB_UNKNOWN);
        assertThat(problems).isEmpty();
        right(STORE);
        assertThat(problems).hasSize(1);
        wrong(STORE, ProblemCode.DIGEST_INVALID);
        assertThat(problems).hasSize(2);
        findings.end();
        assertThat(problems).hasSize(2);
    }

    /** A host that delivers nothing in any way is one finding, if there is more than can be listed. */
    @ParameterizedTest
    @ValueSource(ints = {20, 21})
    void host_thatFailsInSeveralWays_isOneFindingAboveTheLimit(int count) {
        times(count - 3, i -> wrong(STORE, ProblemCode.BLOB_UNKNOWN));
        times(3, i -> unreadable(STORE, ProblemCode.IO_FAILED));
        findings.end();

        if (count == 20) {
            assertThat(problems).hasSize(18);
        } else {
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN);
                assertThat(problem.what()).isEqualTo("none of 21 blobs can be verified at " + HOST);
                assertThat(problem.cause()).isEqualTo("18 times: is blob_unknown; 3 times: is io_failed");
            });
        }
    }

    @Test
    void host_withARightBlob_isReportedByStore() {
        right(HOST + "/other");
        times(21, i -> wrong(STORE, ProblemCode.BLOB_UNKNOWN));
        times(3, i -> unreadable(STORE, ProblemCode.IO_FAILED));
        findings.end();

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly("none of 21 blobs is at " + STORE, "3 blobs can't be verified at " + HOST);
    }

    @Test
    void store_withDamagedBlobsAmongAbsentOnes_doesNotSayThatAllAreAbsent() {
        times(21, i -> wrong(STORE, ProblemCode.BLOB_UNKNOWN));
        wrong(STORE, ProblemCode.DIGEST_INVALID);
        findings.end();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN);
            assertThat(problem.what()).isEqualTo("none of 22 blobs is as it should be at " + STORE);
            assertThat(problem.cause()).isEqualTo("is blob_unknown; is digest_invalid");
        });
    }

    @Test
    void repository_ofAWrongBlob_isHeldBack() {
        wrong(STORE, ProblemCode.BLOB_UNKNOWN);
        unreadable(STORE, ProblemCode.IO_FAILED);
        outcomes.end();

        assertThat(ofRepositories.verdict(APP, null, null).reasons())
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.BLOBS, Reason.Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void run_withOneBlobLookedFor_hasVerifiedSomething(boolean right) {
        unreadable(STORE, ProblemCode.IO_FAILED);
        assertThat(outcomes.nothingVerified()).isPresent();
        if (right) {
            right(STORE);
        } else {
            wrong(STORE, ProblemCode.BLOB_UNKNOWN);
        }

        assertThat(outcomes.nothingVerified()).isEmpty();
    }
}
