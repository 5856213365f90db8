package io.github.registryorg.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Keeps what was read last, up to a total weight: enough for an ordinary repository, and a bound for any other. */
public final class LruCache<K, V> {

    private final long capacity;
    private final ToLongFunction<V> weigher;
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * An empty one.
     *
     * @param capacity the weight that all values have at most, but for one that is heavier alone
     */
    public LruCache(long capacity, ToLongFunction<V> weigher) {
        this.capacity = capacity;
        this.weigher = weigher;
    }

    /** What is kept of a key, or is read now. */
    public V get(K key, Function<K, V> reader) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V read = reader.apply(key);
        values.put(key, read);
        weight += weigher.applyAsLong(read);
        var oldest = values.entrySet().iterator();
        while (weight > capacity && values.size() > 1) {
            weight -= weigher.applyAsLong(oldest.next().getValue());
            oldest.remove();
        }
        return read;
    }
}
