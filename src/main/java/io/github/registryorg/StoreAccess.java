package io.github.registryorg;

import io.github.registryorg.remote.AllowedHosts;
import io.github.registryorg.remote.ProxySettings;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreMap;
import java.util.Objects;

/**
 * How stores are reached.
 *
 * @param map what really stands behind public addresses
 * @param allowed hosts whose addresses need not be public
 * @param proxy null for none
 * @param buckets how buckets are reached
 */
public record StoreAccess(StoreMap map, AllowedHosts allowed, ProxySettings proxy, BucketSettings buckets) {

    public StoreAccess {
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(buckets, "buckets");
    }
}
