package io.github.registryorg.check;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.RemoteBlob;
import io.github.registryorg.store.StoreAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where blobs really are, by the addresses that name them: one of the operator's map leads elsewhere. For several threads. */
final class BlobPlaces {

    private final BlobStores stores;
    private final Map<String, Place> ofStores = new ConcurrentHashMap<>();

    BlobPlaces(BlobStores stores) {
        this.stores = stores;
    }

    /**
     * What is asked for a blob, and fails as a whole.
     *
     * @param host a server, a bucket or a directory
     * @param bucket null where it is not one
     * @param mapEntry of the operator's map; null where none is meant
     * @param web the URL of the blob, or what its store is below; null where it is not on the web
     */
    record Place(
            String host,
            @Nullable String bucket,
            @Nullable String mapEntry,
            @Nullable RemoteUrl web) {}

    Place of(WantedBlob blob) {
        return blob.kind() == WantedBlob.Kind.IN_STORE
                ? ofStores.computeIfAbsent(blob.address(), this::ofStore)
                : ofUrl(blob.address());
    }

    private Place ofStore(String address) {
        try {
            StoreAddress known = StoreAddress.parse(address, stores.directory());
            String entry = stores.map().entry(known).orElse(null);
            StoreAddress real = stores.map().locate(known).orElse(known);
            if (real instanceof StoreAddress.Web web) {
                return new Place(web.url().origin(), null, entry, web.url());
            }
            String bucket =
                    real instanceof StoreAddress.Cloud cloud ? cloud.root().toString() : null;
            return new Place(bucket == null ? address : bucket, bucket, entry, null);
        } catch (RegistryException e) {
            // not an address: reported where it is opened
            return new Place(RemoteUrl.redacted(address), null, null, null);
        }
    }

    private static Place ofUrl(String address) {
        try {
            RemoteUrl url = RemoteUrl.parse(address);
            return new Place(url.origin(), null, null, url);
        } catch (RegistryException e) {
            return new Place(RemoteUrl.redacted(address), null, null, null);
        }
    }

    /** What is requested for a blob; empty where it is not on the web, or its address is wrong. */
    Optional<RemoteBlob> remote(WantedBlob blob) {
        RemoteUrl url = of(blob).web();
        if (url == null) {
            return Optional.empty();
        }
        return Optional.of(new RemoteBlob(
                stores.client(),
                blob.kind() == WantedBlob.Kind.IN_STORE
                        ? url.child(BlobAddress.path(blob.strongDigest().orElseThrow()))
                        : url));
    }
}
