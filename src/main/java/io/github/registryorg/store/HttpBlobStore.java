package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.remote.RemoteClient;
import java.io.InputStream;
import java.util.OptionalLong;

/** A store that is read from the web: {@code <base>/<algorithm>/<hex>}. */
public final class HttpBlobStore implements BlobStore {

    private final String base;
    private final RemoteFiles files;

    /**
     * @param base as {@link StoreAddress#base(String)} accepts it
     */
    public HttpBlobStore(String base, RemoteClient client) {
        this.base = StoreAddress.base(base);
        this.files = new RemoteFiles(client);
    }

    @Override
    public String base() {
        return base;
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return files.stat(StoreAddress.url(base, digest));
    }

    @Override
    public InputStream open(Digest digest) {
        return files.open(StoreAddress.url(base, digest));
    }
}
