package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Location;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How closely a blob is looked at: by where it comes from, its size, the rules, and what was hashed before it. */
class BlobScopeTest {

    private static final long SMALL = BlobSamples.LENGTH;
    private static final long LIMIT = 2 * SMALL;
    private static final BlobScope CONTRIBUTION = new BlobScope(true, false, null);

    private static WantedBlob blob(long size) {
        Descriptor descriptor = Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(new byte[0]), size);
        return WantedBlob.inStore(
                "acme/app:1", descriptor, LayerFormat.OTHER, "https://storage.example", Location.of("file"));
    }

    private static Depth first(BlobScope scope, long size, OptionalLong rule) {
        return scope.depths().next(blob(size), rule);
    }

    @ParameterizedTest
    @CsvSource({"false, false, true", "true, false, false", "false, true, false", "true, true, false"})
    void blob_ofARegistryThatIsNotRead_needsNoOther(boolean contributed, boolean deep, boolean expected) {
        assertThat(new BlobScope(contributed, deep, null).needsNoOther()).isEqualTo(expected);
    }

    @Test
    void blob_ofAContribution_isHashedUpToTheLimit() {
        assertThat(first(CONTRIBUTION, LIMIT, OptionalLong.of(LIMIT))).isEqualTo(Depth.HASH);
        assertThat(first(CONTRIBUTION, LIMIT + 1, OptionalLong.of(LIMIT))).isEqualTo(Depth.SAMPLED);
        assertThat(first(CONTRIBUTION, SMALL, OptionalLong.of(0))).isEqualTo(Depth.HASH);
        assertThat(first(CONTRIBUTION, SMALL + 1, OptionalLong.of(0))).isEqualTo(Depth.SAMPLED);
    }

    @Test
    void blob_ofARegistry_isCountedAndReadWithDeepOnly() {
        assertThat(first(new BlobScope(false, false, null), SMALL, OptionalLong.empty()))
                .isEqualTo(Depth.SIZE);
        assertThat(first(new BlobScope(false, true, null), 100 * LIMIT, OptionalLong.empty()))
                .isEqualTo(Depth.HASH);
    }

    @Test
    void property_raisesWhatTheRulesSayAndDoesNotLowerIt() {
        OptionalLong rule = OptionalLong.of(LIMIT);
        assertThat(first(new BlobScope(true, false, SMALL), LIMIT, rule)).isEqualTo(Depth.HASH);
        assertThat(first(new BlobScope(true, false, 2 * LIMIT), 2 * LIMIT, rule))
                .isEqualTo(Depth.HASH);
        assertThat(first(new BlobScope(true, false, SMALL), LIMIT, OptionalLong.empty()))
                .isEqualTo(Depth.SAMPLED);
    }

    @Test
    void blobs_ofSixtyFourTimesTheLimit_areHashedInAll() {
        BlobScope.Depths depths = CONTRIBUTION.depths();
        OptionalLong rule = OptionalLong.of(LIMIT);
        IntStream.range(0, 63)
                .forEach(i -> assertThat(depths.next(blob(LIMIT), rule)).isEqualTo(Depth.HASH));
        assertThat(depths.next(blob(LIMIT - 1), rule)).isEqualTo(Depth.HASH);
        // one byte is left
        assertThat(depths.next(blob(LIMIT), rule)).isEqualTo(Depth.SAMPLED);
        assertThat(depths.next(blob(SMALL + 1), rule)).isEqualTo(Depth.SAMPLED);
        // what is no larger than a sample is hashed all the same
        assertThat(depths.next(blob(SMALL), rule)).isEqualTo(Depth.HASH);
    }

    @Test
    void limit_withoutEnd_hashesAll() {
        BlobScope.Depths depths = CONTRIBUTION.depths();
        OptionalLong all = OptionalLong.of(Long.MAX_VALUE);
        IntStream.range(0, 3)
                .forEach(i ->
                        assertThat(depths.next(blob(Long.MAX_VALUE / 4), all)).isEqualTo(Depth.HASH));
    }
}
