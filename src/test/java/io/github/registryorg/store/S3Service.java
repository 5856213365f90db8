package io.github.registryorg.store;

import io.github.registryorg.remote.HostBudget;
import io.github.registryorg.remote.RemoteClient;
import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;

/** A server for a test whose API is that of S3, with one bucket, and whoever may write there. */
interface S3Service {

    String BUCKET = "acme-blobs";

    URI endpoint();

    /** With the right key. */
    BucketSettings settings();

    /** A client of the SDK, to look behind our own. */
    default S3Client client() {
        return BucketClients.of(
                BucketProvider.S3,
                settings(),
                new HostBudget(RemoteClient.HOST_TIMEOUT),
                Buckets.SILENCE,
                Buckets.PAUSE);
    }
}
