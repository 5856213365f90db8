package io.github.registryorg.store;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.remote.Connections;
import io.github.registryorg.remote.RemoteClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How stores are reached.
 *
 * @param map what really is behind public addresses
 * @param allowed hosts whose addresses need not be public
 * @param proxy null for none
 * @param buckets how buckets are reached
 * @param hostTimeout how long one host on the web may make a run wait in all, without delivering anything
 * @param connections how many requests one host on the web gets at a time
 */
public record StoreAccess(
        StoreMap map,
        AllowedHosts allowed,
        @Nullable ProxySettings proxy,
        BucketSettings buckets,
        Duration hostTimeout,
        Connections connections) {

    /** With the default limits for each host. */
    public StoreAccess(StoreMap map, AllowedHosts allowed, ProxySettings proxy, BucketSettings buckets) {
        this(map, allowed, proxy, buckets, RemoteClient.HOST_TIMEOUT, Connections.DEFAULT);
    }

    public StoreAccess {
        Objects.requireNonNull(hostTimeout, "hostTimeout");
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(buckets, "buckets");
    }
}
