package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.remote.RemoteClient;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.OptionalLong;

/** Blobs on a web server, or in a bucket that can be read like one. Read only. */
public final class HttpBlobStore implements BlobStore {

    private final URI base;
    private final RemoteUrl url;
    private final RemoteClient client;

    /**
     * A store to which no request was sent yet.
     *
     * @param base the address that readers know it by
     * @param url to which requests go; without a query
     * @param client not closed by this
     */
    public HttpBlobStore(URI base, RemoteUrl url, RemoteClient client) {
        this.base = Objects.requireNonNull(base, "base");
        this.url = Objects.requireNonNull(url, "url");
        this.client = Objects.requireNonNull(client, "client");
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return blob(digest).stat();
    }

    @Override
    public OptionalLong statAgain(Digest digest) {
        return blob(digest).statByGet();
    }

    @Override
    public InputStream open(Digest digest) {
        return blob(digest).open();
    }

    private RemoteBlob blob(Digest digest) {
        return new RemoteBlob(client, url.child(BlobAddress.path(digest)));
    }
}
