package io.github.registryorg.check;

import io.github.registryorg.problem.Count;
import java.util.ArrayList;
import java.util.List;

/**
 * How closely blobs were looked at; of each, with each of its addresses, as closely as it was.
 *
 * @param hashed all of whose bytes were read and have their digest
 * @param sampled of which some ranges were read
 * @param cached that were verified before, and not asked for again
 */
public record BlobCounts(long hashed, long sampled, long cached) {

    /** Where no blob was looked at. */
    public static final BlobCounts NONE = new BlobCounts(0, 0, 0);

    /** In parentheses after a space; empty where only sizes were asked for. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (hashed > 0) {
            parts.add(Count.grouped(hashed) + " hashed");
        }
        if (sampled > 0) {
            parts.add(Count.grouped(sampled) + " sampled");
        }
        if (cached > 0) {
            parts.add(Count.grouped(cached) + " verified before");
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }
}
