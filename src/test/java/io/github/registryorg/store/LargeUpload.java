package io.github.registryorg.store;

import java.net.URI;
import java.nio.file.Path;

/** Puts a large blob into a bucket, in a JVM of its own. */
final class LargeUpload {

    private LargeUpload() {}

    /** @param arguments the service's endpoint, and the blob's size in bytes */
    public static void main(String[] arguments) {
        BucketSettings settings = S3Server.settings(URI.create(arguments[0]), true);
        try (Buckets buckets = new Buckets(settings)) {
            WritableBlobStore store = new BlobStores(Path.of("."), StoreMap.NONE, null, buckets)
                    .openWritable("s3://" + S3Service.BUCKET + "/large");
            System.out.println(store.put(LargeContent.blob(Long.parseLong(arguments[1])), false));
        }
    }
}
