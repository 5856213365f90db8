package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import java.nio.file.Path;

/**
 * Opens stores by the addresses that metadata and users name them by. Opening a store sends no request.
 *
 * @param directory what relative {@code file:} addresses are relative to: the registry's directory
 * @param map of the operator, with where stores really are
 * @param client for web servers; not closed by this
 * @param buckets opens buckets; not closed by this
 */
public record BlobStores(Path directory, StoreMap map, RemoteClient client, Buckets buckets) {

    /**
     * A store to read from.
     *
     * @throws RegistryException {@code STORE_INVALID} if the address is not one of a store
     */
    public BlobStore open(String base) {
        StoreAddress known = StoreAddress.parse(base, directory);
        StoreAddress real = map.locate(known).orElse(known);
        if (real instanceof StoreAddress.Directory place) {
            return new FileBlobStore(known.base(), place.path());
        }
        if (real instanceof StoreAddress.Cloud place) {
            return buckets.store(known.equals(real) ? null : known.base(), place);
        }
        return new HttpBlobStore(known.base(), ((StoreAddress.Web) real).url(), client);
    }

    /**
     * A store to write to.
     *
     * @throws RegistryException {@code STORE_INVALID} if the address is not one of a store, or it can only be read
     */
    public WritableBlobStore openWritable(String base) {
        if (open(base) instanceof WritableBlobStore store) {
            return store;
        }
        throw new RegistryException(
                Problem.of(ProblemCode.STORE_INVALID, RemoteUrl.redacted(base), "can be read, but not written to")
                        .hint("Name a store that can be, for example file:store or s3://bucket/prefix. What readers"
                                + " fetch from may differ (registry.storeUrl)."));
    }

    /**
     * A store that takes what clients of a registry push.
     *
     * @throws RegistryException {@code STORE_INVALID} if the address is not one of a store, or of another kind
     */
    public ReceivingBlobStore openReceiving(String base) {
        if (open(base) instanceof ReceivingBlobStore store) {
            return store;
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.STORE_INVALID, RemoteUrl.redacted(base), "can't be pushed to")
                .hint("Name a store that can be written, for example file:store or s3://bucket/prefix. What readers"
                        + " fetch from may differ (registry.storeUrl)."));
    }

    /** How many requests to the host of this URL are sent at a time. */
    public int connections(RemoteUrl url) {
        return client.connections(url);
    }

    /**
     * What is at one URL, which is not mapped.
     *
     * @throws RegistryException {@code STORE_INVALID} if it can't be requested
     */
    public RemoteBlob blob(String url) {
        return new RemoteBlob(client, RemoteUrl.parse(url));
    }
}
