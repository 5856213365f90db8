package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was read last is kept, up to a weight. */
class LruCacheTest {

    private final List<String> reads = new ArrayList<>();

    private String read(String key) {
        reads.add(key);
        return key;
    }

    private void get(LruCache<String, String> recent, String... keys) {
        for (String key : keys) {
            assertThat(recent.get(key, this::read)).isEqualTo(key);
        }
    }

    @Test
    void entry_kept_isNotLoadedAgain() {
        LruCache<String, String> recent = new LruCache<>(3, value -> 1);
        get(recent, "a", "b", "c", "a", "b", "c");

        assertThat(reads).containsExactly("a", "b", "c");
    }

    @Test
    void entry_leastRecentlyUsed_isEvictedFirst() {
        LruCache<String, String> recent = new LruCache<>(2, value -> 1);
        get(recent, "a", "b", "a", "c", "a", "b");

        assertThat(reads).containsExactly("a", "b", "c", "b");
    }

    @Test
    void capacity_ofTheCache_isByWeight() {
        LruCache<String, String> recent = new LruCache<>(5, String::length);
        get(recent, "aa", "bb", "ccc", "bb", "ccc", "aa");

        assertThat(reads).containsExactly("aa", "bb", "ccc", "aa");
    }

    @Test
    void entry_heavierThanTheCapacity_isKeptAlone() {
        LruCache<String, String> recent = new LruCache<>(2, String::length);
        get(recent, "a", "heavy", "heavy", "a", "a");

        assertThat(reads).containsExactly("a", "heavy", "a");
    }
}
